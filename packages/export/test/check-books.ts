/** `pnpm books check [seed]`: a random year of books before hledger, ledger and beancount, with a table of what they said. */
import { sqlite } from '@calotype/storage-sqlite'
import { formats, missingCommands } from './programs.ts'
import { recordYear } from './random-year.ts'
import { caught, exported, type Tried, tryMutations } from './trial.ts'

const range = { to: '2026-12-31' }
const seed = Number(process.argv[2] ?? Math.floor(Math.random() * 1_000_000_000))
const print = (text: string) => process.stdout.write(`${text}\n`)

print(`A random year, seed ${seed} (again: pnpm books check ${seed})`)
const { engine, desk, done, refused } = await recordYear(sqlite({ file: ':memory:' }), seed, 400)
print(`${[...done].map(([name, count]) => `${name} ${count}`).join(', ')}; refused ${refused}`)
let failed = false
for (const format of formats) {
  const missing = await missingCommands(format)
  if (missing.length > 0) {
    failed = true
    print(
      `\n!!!! ${format}: NOT CHECKED, this machine has no ${missing.join(' and no ')}. apt-get install hledger ledger beancount`,
    )
    continue
  }
  const books = await exported(desk, format, range)
  const { entries, lines, accounts, totals } = books.control
  const sums = totals.map(({ currency, debit }) => `${debit} ${currency}`).join(', ')
  print(`\n${format}: ${entries} entries, ${lines} lines, ${accounts.length} accounts, debits ${sums}`)
  const found = await caught(format, books.text, books)
  print(
    found === undefined
      ? '  accepted; balances, counts and totals are the same'
      : `  WRONG by ${found.by}: ${found.what}`,
  )
  const tried = await tryMutations(format, books, seed, 200)
  const missed = tried.filter((one) => one.caught === undefined)
  print(`  ${tried.length} mutations, ${tried.length - missed.length} caught: ${byWhom(tried)}`)
  for (const { mutation } of missed) print(`  MISSED: ${mutation.kind}\n${mutation.what}`)
  failed ||= found !== undefined || missed.length > 0
}
await engine.close()
process.exitCode = failed ? 1 : 0

function byWhom(tried: readonly Tried[]): string {
  const counts = new Map<string, number>()
  for (const one of tried) {
    const who = one.caught?.by ?? 'nobody'
    counts.set(who, (counts.get(who) ?? 0) + 1)
  }
  return [...counts].map(([who, count]) => `${who} ${count}`).join(', ')
}
