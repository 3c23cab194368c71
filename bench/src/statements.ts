/**
 * Every financial statement over a month, a year and all of three years of books, of 1,000,000 entries in a SQLite file,
 * against one aggregate by hand over the same lines. A profit and loss statement that is not the one by hand ends it with an
 * error.
 *
 *     pnpm bench statements [--entries 1000000] [--calls 20]
 */
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { createEngine } from '@calotype/core'
import { sqlite } from '@calotype/storage-sqlite'
import { session } from './counter.ts'
import { BookFiller, daysFilled } from './fill-books.ts'
import { argument, percentile, report, rounded, temporaryFolder, timed } from './measure.ts'
import { storedTables } from './stored-tables.ts'

const entries = argument('entries', 1_000_000, 20_000)
const calls = argument('calls', 20, 3)
const ofTheSnapshot = /^(begin|start transaction|set transaction|commit|rollback)\b/i
const dayMs = 86_400_000

const file = join(temporaryFolder(), 'books.db')
let sent: string[] | undefined
const storage = sqlite({ file, onStatement: (sql) => sent?.push(sql) })
const engine = await createEngine({
  storage,
  studio: { currency: 'CNY', timeZone: 'Asia/Shanghai' },
  background: false,
})
const desk = engine.as(session)
const model = [
  { account: 'Rent', debit: '1' },
  { account: 'Bank:icbc', credit: '1' },
]
await desk.ledger.post({ memo: 'model', lines: model })
const { items } = await desk.ledger.entries({ limit: 1 })
const today = items[0]?.businessDate ?? ''
const daysBefore = (days: number): string => new Date(Date.parse(today) - days * dayMs).toISOString().slice(0, 10)
// Today is still open: its lines are added up anew with every statement.
const lastDay = today
const periods = {
  month: { from: daysBefore(29), to: lastDay },
  year: { from: daysBefore(364), to: lastDay },
  all: { from: daysBefore(daysFilled - 1), to: lastDay },
} as const

let rows = 0
const filling = await timed(async () => {
  rows = await new BookFiller(storage, await storedTables(), lastDay).fill(entries)
})
console.log(`${entries} entries, ${rows} rows, filled in ${(filling / 1000).toFixed(1)} s`)

const byHand = new DatabaseSync(file)
byHand.exec('pragma busy_timeout = 10000; pragma cache_size = -16384')
byHand.exec('analyze')
const totalling = await timed(async () => {
  while ((await desk.ledger.totalDays({})).more);
})
console.log(`finished days totalled in ${(totalling / 1000).toFixed(1)} s`)

const { statements } = desk
type Period = (typeof periods)[keyof typeof periods]
const asked = {
  trialBalance: (period: Period) => statements.trialBalance(period),
  profitAndLoss: (period: Period) => statements.profitAndLoss(period),
  profitAndLossByBranch: (period: Period) => statements.profitAndLoss({ ...period, by: 'branch' }),
  profitAndLossByCategory: (period: Period) => statements.profitAndLoss({ ...period, by: 'category' }),
  profitAndLossByShootType: (period: Period) => statements.profitAndLoss({ ...period, by: 'shootType' }),
  profitAndLossByMonth: (period: Period) => statements.profitAndLoss({ ...period, interval: 'month' }),
  profitAndLossCompared: (period: Period) => statements.profitAndLoss({ ...period, compare: 'previous' }),
  profitAndLossInCash: (period: Period) => statements.profitAndLoss({ ...period, basis: 'cash' }),
  balanceSheet: (period: Period) => statements.balanceSheet({ asOf: period.to }),
  cashFlow: (period: Period) => statements.cashFlow(period),
  costStructure: (period: Period) => statements.costStructure(period),
  generalLedger: (period: Period) => statements.generalLedger({ ...period, account: 'Bank:icbc' }),
  cashJournal: (period: Period) => statements.cashJournal(period),
  orderMargins: (period: Period) => statements.orderMargins(period),
} as const

const handWritten = byHand.prepare(
  `select account, sum(debit) as debit, sum(credit) as credit from ledger_lines
   where tenant = ? and business_date between ? and ? group by account`,
)
const handRead = ({ from, to }: Period) => handWritten.all(session.tenant, from, to)

/** Income less expenses, by hand: these books have no others. */
function profitByHand(period: Period): number {
  const isProfit = /^(Income:|COGS:|Rent|Utilities|Marketing|Repairs|Payroll:Gross)/
  return handRead(period)
    .filter((row) => isProfit.test(String(row['account'])))
    .reduce((sum, row) => sum + Number(row['credit']) - Number(row['debit']), 0)
}

interface Measured {
  readonly p50ms: number
  readonly p99ms: number
  readonly statements: number
}

async function measure(work: () => Promise<unknown>): Promise<Measured> {
  const during: string[] = []
  sent = during
  await work()
  sent = undefined
  const samples: number[] = []
  for (let call = 0; call < calls; call++) samples.push(await timed(work))
  return {
    p50ms: rounded(percentile(samples, 0.5)),
    p99ms: rounded(percentile(samples, 0.99)),
    statements: during.filter((sql) => !ofTheSnapshot.test(sql)).length,
  }
}

const results: Record<string, Record<string, Measured>> = {}
const raw: Record<string, number> = {}
for (const [name, period] of Object.entries(periods)) {
  const { total } = await statements.profitAndLoss(period)
  const wanted = (profitByHand(period) / 100).toFixed(2)
  if (total.netProfit.amount !== wanted) throw new Error(`profit of ${name}: ${total.netProfit.amount}, not ${wanted}`)
  const samples: number[] = []
  for (let call = 0; call < calls; call++) samples.push(await timed(async () => handRead(period)))
  raw[name] = rounded(percentile(samples, 0.5))
  console.log(`over ${name === 'all' ? 'all' : `a ${name}`}, ${period.from} to ${period.to}: by hand ${raw[name]} ms`)
  for (const [statement, read] of Object.entries(asked)) {
    const measured = await measure(() => read(period))
    results[statement] = { ...results[statement], [name]: measured }
    console.log(
      `  ${statement}: p50 ${measured.p50ms} ms, p99 ${measured.p99ms} ms, ${measured.statements} SQL statements`,
    )
  }
}
byHand.close()
await engine.close()

const year = results['profitAndLoss']?.['year']
// One that is cut by month is up to 37 statements in one.
const whole = Object.entries(results).filter(([name]) => name !== 'profitAndLossByMonth')
const slowest = Math.max(...whole.flatMap(([, of]) => Object.values(of).map((one) => one.p50ms)))
report({
  bench: 'statements',
  store: 'sqlite',
  entries,
  // The profit and loss statement of a year stands for the rest.
  p50ms: year?.p50ms,
  p99ms: year?.p99ms,
  perSecond: rounded(1000 / (year?.p50ms ?? Number.NaN), 1),
  rawP50ms: raw['year'],
  ratio: rounded((raw['year'] ?? Number.NaN) / (year?.p50ms ?? Number.NaN)),
  statements: Object.fromEntries(
    Object.entries(results).map(([name, of]) => [name, Math.max(...Object.values(of).map((one) => one.statements))]),
  ),
  targets: { 'p50 of every statement < 5 ms': slowest < 5 ? 'met' : `missed: ${slowest}` },
  periods: results,
  raw,
})
