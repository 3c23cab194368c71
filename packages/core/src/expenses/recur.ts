/** Meets the periods of a recurring expense: as drafts, as expenses, or as bills. */
import type { CommandContext } from '../engine/context.ts'
import { openDateFrom, recordFact } from '../ledger/index.ts'
import { recordBill } from '../payables/index.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { Money } from '../values/money.ts'
import { type CalendarRule, dueDate, type RecurrenceUnit } from './calendar-rule.ts'
import { recurringDue, scheduleFor } from './due-jobs.ts'
import { ExpenseUnknown } from './errors.ts'
import { expenseRecurred } from './events.ts'
import { categoriesOf, requireCategory } from './expense-category.ts'
import { recordExpense } from './record-expense.ts'
import { expensesDrafts, expensesOccurrences, expensesRecurring, type RecurringRow } from './tables.ts'

const unitOf = (unit: string): RecurrenceUnit => (unit === 'week' || unit === 'year' ? unit : 'month')

export const ruleOf = ({ unit, every, startsOn, endsOn }: RecurringRow): CalendarRule => ({
  unit: unitOf(unit),
  every,
  startsOn,
  endsOn,
})

/** @throws EXPENSE_UNKNOWN */
export async function lockRecurring({ store, branch }: CommandContext, id: string): Promise<RecurringRow> {
  const row = await store.getForUpdate(expensesRecurring, id)
  if (row?.branch !== branch) throw ExpenseUnknown.create({ id, branch })
  return row
}

/**
 * Meets every period that is due by the current business day, however long nobody did: each once, since the row is locked and a
 * period has a key, and dated the day on which it was due, or the first open day after it. Answers how many.
 */
export async function meetPeriods(context: CommandContext, id: string): Promise<number> {
  const row = await lockRecurring(context, id)
  const rule = ruleOf(row)
  let { nextOn, done } = row
  while (nextOn !== null && nextOn <= context.businessDate) {
    await meet(context, row, nextOn)
    done++
    nextOn = dueDate(rule, done)
  }
  await context.store.update(expensesRecurring, row, { nextOn, done })
  if (done > row.done) scheduleFor(context, recurringDue, id, nextOn)
  return done - row.done
}

async function meet(context: CommandContext, row: RecurringRow, period: CalendarDate): Promise<void> {
  const { id: recurringId, branch } = row
  const { kind, madeId } = await make(context, row, period)
  recordFact(context, expensesOccurrences, { recurringId, period, branch, kind, madeId, at: context.now })
  context.emit(expenseRecurred, { recurringId, period, kind, madeId })
}

async function make(
  context: CommandContext,
  row: RecurringRow,
  period: CalendarDate,
): Promise<{ readonly kind: 'draft' | 'expense' | 'bill'; readonly madeId: string }> {
  const { id: recurringId, branch, name, category, shootType, currency, account, supplierId } = row
  const amount = Money.ofMinor(row.amount, currency)
  if (row.mode === 'draft' || (account === null && supplierId === null)) {
    const { id } = context.store.insert(expensesDrafts, {
      id: context.newId(),
      branch,
      recurringId,
      period,
      name,
      category,
      shootType,
      currency,
      amount: row.amount,
      account,
      state: 'waiting',
      expenseId: null,
    })
    return { kind: 'draft', madeId: id }
  }
  const businessDate = await openDateFrom(context, period)
  const shown = shootType ?? undefined
  const memo = `${name} ${period}`
  if (account !== null) {
    const { id } = await recordExpense(context, {
      lines: [{ category, amount: amount.toString(), shootType: shown }],
      legs: [{ account, amount: amount.toString() }],
      businessDate,
      memo,
    })
    return { kind: 'expense', madeId: id }
  }
  const { account: cost } = requireCategory(await categoriesOf(context), category)
  const { document } = await recordBill(context, {
    supplierId: supplierId ?? '',
    // The supplier sends no number for what recurs; this one is the studio's own and comes once.
    number: `${period} ${recurringId.slice(-12)}`,
    issuedOn: period,
    businessDate,
    lines: [{ account: cost, amount, category, shootType: shown }],
    recordedBy: row.setBy,
    memo,
  })
  return { kind: 'bill', madeId: document.id }
}
