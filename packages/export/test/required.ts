/** Which of the programs tests can run, told loudly where one is missing: books that nobody judged must not look judged. */
import type { BooksFormat } from '../src/index.ts'
import { formats, missingCommands } from './programs.ts'

const missing = new Map<BooksFormat, string[]>()
for (const format of formats) missing.set(format, await missingCommands(format))

/** Why the program of this format cannot run; undefined where it can. */
export function absence(format: BooksFormat): string | undefined {
  const commands = missing.get(format) ?? []
  return commands.length === 0 ? undefined : `${commands.join(' and ')} not installed`
}

/** Whether a missing program is a failure: `CALOTYPE_REQUIRE_BOOKS=all`. */
const required = process.env.CALOTYPE_REQUIRE_BOOKS === 'all'

/** Whether tests of this format are left out. Where programs are required none is, and the test then fails by itself. */
export const leftOut = (format: BooksFormat): boolean => !required && absence(format) !== undefined

const absent = formats.filter((format) => absence(format) !== undefined)
if (absent.length > 0) {
  const listed = absent.map(
    (format) => `!!!! ${format}: ${absence(format)}: its judgement of the books is NOT TESTED. !!!!`,
  )
  const mend =
    '!!!! Debian, Ubuntu: apt-get install hledger ledger beancount. CALOTYPE_REQUIRE_BOOKS=all makes it a failure. !!!!'
  process.stderr.write(`\n${[...listed, mend].join('\n')}\n`)
}
