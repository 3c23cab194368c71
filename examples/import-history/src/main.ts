/** `pnpm example import-history -- [file]`: a shop's history in a file becomes customers, orders, receipts and books. */
import { isCalotypeError } from '@calotype/core'
import { checkFile, FileRefused } from './check-file.ts'
import { importFile } from './import-file.ts'
import { type Options, readOptions, usage } from './options.ts'
import { grouped, printTotals } from './print-totals.ts'
import { progressBar } from './progress-bar.ts'
import { openStudio, ownersDesk, rulesOfToday } from './studio.ts'
import { readTotals } from './totals.ts'

async function run({ file, database, batch, json }: Options): Promise<void> {
  const checked = await checkFile(file, rulesOfToday())
  console.log(
    `${file}\n${grouped(checked.purchases)} purchases from ${checked.from} to ${checked.to}, every line in order.`,
  )
  const engine = await openStudio(database)
  try {
    const { orders: before } = await ownersDesk(engine).statistics.totals()
    if (before > 0)
      console.log(`The database holds ${grouped(before)} purchases already; those of this file are passed over.`)

    const started = performance.now()
    const bar = progressBar(checked.purchases)
    const { done, already } = await importFile(engine, checked, batch, bar.show).finally(bar.end)
    const seconds = (performance.now() - started) / 1000
    const imported = done - already
    const perSecond = Math.round(imported / seconds)

    const totals = await readTotals(engine, checked)
    if (imported > 0) {
      console.log(
        `\nImported ${grouped(imported)} purchases in ${seconds.toFixed(1)} s (${grouped(perSecond)} a second).`,
      )
    }
    if (already > 0) console.log(`${grouped(already)} of the ${grouped(done)} purchases were there already.`)
    printTotals(totals)
    console.log(`\nThe database is ${database}`)
    if (json) console.log(JSON.stringify({ file, database, imported, already, seconds, perSecond, ...totals }))
    if (!totals.inBalance) throw new Error('the books are not in balance: this must never happen, please report it')
  } finally {
    await engine.close()
  }
}

/** What went wrong, for a person: where an error knows how to mend it, that too. */
function explain(error: unknown): string {
  if (error instanceof FileRefused) return error.message
  if (isCalotypeError(error)) return `${error.message}\n${error.mend}`
  return error instanceof Error ? error.message : String(error)
}

try {
  const options = readOptions(process.argv.slice(2))
  if (options === undefined) console.log(usage)
  else await run(options)
} catch (error) {
  console.error(explain(error))
  process.exitCode = 1
}
