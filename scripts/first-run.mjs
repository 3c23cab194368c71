// `npm start`: a day in a studio, then the import of a shop's history, each on a database of its own; then what to try next.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildIfStale } from './build-if-stale.mjs'
import { packageManager, root, run } from './pnpm.mjs'

// Who began with nothing but npm has no pnpm on the path.
const pnpm = `npx --yes ${packageManager}`

// What an earlier first run left is of no use: the day and the sample are the same every time.
const folder = '.tmp/first-run'
rmSync(join(root, folder), { recursive: true, force: true })
mkdirSync(join(root, folder), { recursive: true })

const day = `${folder}/studio-day.db`
const history = `${folder}/purchases.db`

buildIfStale()
runExample('studio-day', day)
runExample('import-history', history)

console.log(`
${title('What is there now')}

  ${day}   the day in the studio
  ${history}    the shop's history
  Both are SQLite databases: any tool opens them.

${title('What to try next')}

  ${pnpm} example import-history -- yourfile
      your own purchases: customer, day YYYYMMDD, number of items, amount
  ${pnpm} bench paid-order
      how fast orders are taken and paid, against hand-written SQL
  docs/getting-started.md                   an engine in your own product
  examples/                                 the code of what you have just seen
`)

function runExample(name, database) {
  console.log(`\n${title(name)}\n`)
  const main = join('examples', name, 'src/main.ts')
  const status = run(process.execPath, ['--disable-warning=ExperimentalWarning', main, '--database', database], {
    cwd: root,
  })
  if (status === 0) return
  console.error(`\nThe example ${name} failed with exit code ${status}.`)
  process.exit(status)
}

function title(text) {
  return `══ ${text} ${'═'.repeat(Math.max(0, 100 - text.length))}`
}
