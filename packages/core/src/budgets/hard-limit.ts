/** Refuses what goes beyond a budget with a hard limit, at the gate that every entry passes. */
import type { CommandContext } from '../engine/context.ts'
import { type Hook, on } from '../engine/hook.ts'
import { chartAccount, type Posting, posting } from '../ledger/index.ts'
import { lastDayOfMonth } from '../values/calendar-date.ts'
import { readActuals } from './actuals.ts'
import { readApprovedLines } from './approved-lines.ts'
import { balanceSheetAccounts } from './budget-accounts.ts'
import {
  actualOf,
  type BudgetLine,
  budgetOf,
  fits,
  monthNumber,
  monthText,
  type PlacedTotal,
  yearNumber,
} from './budget-line.ts'
import { BudgetExceeded } from './errors.ts'
import { budgetSettings } from './settings.ts'

/** What an entry spends, by account and category. An account of the studio's own counts unless it is told to be none of expenses. */
export function spentBy(lines: Posting['lines'], isElsewhere = (_account: string) => false): readonly PlacedTotal[] {
  return lines
    .filter((line) => (chartAccount(line.account)?.type ?? 'expense') === 'expense' && !isElsewhere(line.account))
    .map(({ account, category, side, amount }) => ({
      account,
      category: category ?? '',
      debit: side === 'debit' ? amount.minor : 0n,
      credit: side === 'credit' ? amount.minor : 0n,
    }))
}

/**
 * Holds an entry against the hard lines that it fits: from January through its month, so that what was saved may be spent
 * later. Whoever spends on the same line waits here, so that two cannot both be the last. Nobody is held to it who has the
 * permission budgets.exceed, such as work that nobody could answer for: jobs.
 *
 * @throws BUDGET_EXCEEDED
 */
async function refuseBeyond(context: CommandContext, entry: Posting): Promise<void> {
  if (!spentBy(entry.lines).some((one) => one.debit > 0n)) return
  const { hardLimits } = await context.settings(budgetSettings)
  if (!hardLimits || context.may('budgets.exceed')) return
  const { store, branch, businessDate: today } = context
  const { currency } = context.studio
  const year = yearNumber(entry.businessDate)
  const hard = await readApprovedLines(store, { year, branches: [branch], hard: true })
  if (hard.length === 0) return
  const isElsewhere = await balanceSheetAccounts(store)
  const spent = spentBy(entry.lines, isElsewhere)
  const more = (line: BudgetLine) => actualOf(line, spent, currency)
  const met = hard.filter((line) => spent.some((one) => fits(line, one)) && more(line).isPositive())
  if (met.length === 0) return
  await store.lock(met.map((line) => `budgets.line:${line.versionId}:${line.line}`))
  // What is dated back counts for every month up to now.
  const month = yearNumber(today) > year ? 12 : Math.max(monthNumber(entry.businessDate), monthNumber(today))
  const through = monthText(year, month)
  const from = `${monthText(year, 1)}-01`
  const totals = await readActuals(store, { from, to: lastDayOfMonth(through), branches: [branch] }, isElsewhere)
  for (const line of met) {
    const before = actualOf(line, totals, currency)
    const budget = budgetOf(line, 1, month, currency)
    const amount = more(line)
    if (before.plus(amount).atMost(budget)) continue
    const { account, category } = line
    const told = { amount: amount.toString(), budget: budget.toString(), spent: before.toString() }
    throw BudgetExceeded.create({ account, category, ...told, through })
  }
}

/** Before the till is locked, which comes last of all. */
export const budgetHooks: readonly Hook[] = [on(posting, refuseBeyond, { order: 20 })]
