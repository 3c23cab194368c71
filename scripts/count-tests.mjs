// Says in one plain line what vitest's own report counted: `node scripts/count-tests.mjs <report.json>`.
import { existsSync, readFileSync } from 'node:fs'

const [file] = process.argv.slice(2)
if (file === undefined || !existsSync(file)) {
  console.log('0 passed, and no report was written: the tests did not run to their end')
  process.exit(1)
}
const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
  readFileSync(file, 'utf8'),
)
// A file that could not even be loaded has no tests that failed.
const broken = testResults.filter(
  ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
).length
const more = [
  [numPendingTests + numTodoTests, 'skipped'],
  [broken, 'files that could not be loaded'],
].flatMap(([count, what]) => (count > 0 ? [`${count} ${what}`] : []))
console.log([`${numPassedTests} passed, ${numFailedTests} failed`, ...more].join(', '))
