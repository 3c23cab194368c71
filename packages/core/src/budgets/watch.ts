/** Tells, once each, when a line of the budget in force has reached a threshold of its month or its year. */
import type { CommandContext } from '../engine/context.ts'
import { type Subscriber, subscribe } from '../engine/subscriber.ts'
import { entryPosted, ledgerLines, type Line } from '../ledger/index.ts'
import { lastDayOfMonth } from '../values/calendar-date.ts'
import { Money } from '../values/money.ts'
import { readActuals } from './actuals.ts'
import { readApprovedLines } from './approved-lines.ts'
import { balanceSheetAccounts } from './budget-accounts.ts'
import { actualOf, type BudgetLine, budgetOf, fits, monthNumber, monthText, yearNumber } from './budget-line.ts'
import { thresholdCrossed } from './events.ts'
import { spentBy } from './hard-limit.ts'
import { budgetSettings } from './settings.ts'
import { budgetsWarnings } from './tables.ts'
import { thresholdsReached } from './variance.ts'

/** Reads nothing more where the entry spent nothing, or nothing is budgeted. */
async function watch(context: CommandContext, entryId: string): Promise<void> {
  const { store } = context
  const rows = await store.find(ledgerLines, { where: { entryId }, orderBy: ['line'], limit: 'all' })
  const [first] = rows
  if (first === undefined) return
  const { branch, businessDate } = first
  const posted = rows.map((row): Line => {
    const side = row.debit > 0n ? 'debit' : 'credit'
    const amount = Money.ofMinor(row.debit + row.credit, row.currency)
    return { account: row.account, category: row.category, side, amount }
  })
  const spent = spentBy(posted)
  if (!spent.some((one) => one.debit > 0n)) return
  const { thresholds } = await context.settings(budgetSettings)
  const year = yearNumber(businessDate)
  const lines = await readApprovedLines(store, { year, branches: [branch] })
  const met = lines.filter((line) => !line.income && spent.some((one) => fits(line, one)))
  if (met.length === 0) return
  const month = monthNumber(businessDate)
  const own = monthText(year, month)
  const periods = [
    { period: own, from: `${own}-01`, to: lastDayOfMonth(own), first: month, last: month },
    { period: own.slice(0, 4), from: `${monthText(year, 1)}-01`, to: `${monthText(year, 12)}-31`, first: 1, last: 12 },
  ]
  const isElsewhere = await balanceSheetAccounts(store)
  for (const { period, from, to, first: begin, last } of periods) {
    const totals = await readActuals(store, { from, to, branches: [branch] }, isElsewhere)
    for (const line of met) {
      const { currency } = context.studio
      const budget = budgetOf(line, begin, last, currency)
      const actual = actualOf(line, totals, currency)
      await warn(context, { line, period, entryId, budget, actual }, thresholdsReached(actual, budget, thresholds))
    }
  }
}

interface Reached {
  readonly line: BudgetLine
  readonly period: string
  readonly entryId: string
  readonly budget: Money
  readonly actual: Money
}

async function warn(context: CommandContext, reached: Reached, thresholds: readonly number[]): Promise<void> {
  const { line, period, entryId, budget, actual } = reached
  const { versionId, account, category } = line
  const { branch, businessDate, now: at } = context
  for (const threshold of thresholds) {
    const row = { versionId, line: line.line, period, threshold, branch, businessDate, at, entryId }
    if ((await context.store.insertNew(budgetsWarnings, [row], 'primary')) === 0) continue
    context.emit(thresholdCrossed, {
      versionId,
      line: line.line,
      account,
      category,
      period,
      threshold,
      currency: budget.currency,
      budget: budget.toString(),
      actual: actual.toString(),
      entryId,
    })
  }
}

export const watchSubscriber: Subscriber = subscribe({
  name: 'watch',
  to: [entryPosted],
  from: 'now',
  handle: (context, { data }) => watch(context, data.entryId),
})
