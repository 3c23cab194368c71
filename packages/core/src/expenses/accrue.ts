/** Expenses whose bill is still to come: booked in their month, and taken back in the next one. */
import type { CommandContext } from '../engine/context.ts'
import { accounts, credit, debit, openDateFrom, recordFact } from '../ledger/index.ts'
import { addDays, type CalendarDate, lastDayOfMonth, parseCalendarDate } from '../values/calendar-date.ts'
import { Money } from '../values/money.ts'
import { accrualDue, scheduleFor } from './due-jobs.ts'
import { ExpenseDatesInvalid, ExpenseUnknown } from './errors.ts'
import { categoriesOf, requireCategory } from './expense-category.ts'
import { postExpenseEntry } from './expense-entry.ts'
import { expenseCost, keepExpense } from './record-expense.ts'
import { type AccrualRow, expensesAccruals } from './tables.ts'

export interface AccrualDraft {
  readonly category: string
  readonly amount: string
  readonly shootType?: string | undefined
  /** In the month that it belongs to; today unless told. */
  readonly accruedOn?: CalendarDate | undefined
  /** The first day of the next month unless told. */
  readonly reversesOn?: CalendarDate | undefined
  readonly memo?: string | undefined
}

/** @throws EXPENSE_CATEGORY_UNKNOWN, EXPENSE_DATES_INVALID, PAYABLE_AMOUNT_INVALID, PERIOD_CLOSED, and as postEntry */
export async function accrue(context: CommandContext, draft: AccrualDraft): Promise<AccrualRow> {
  const { category, amount, shootType, memo } = draft
  const accruedOn = parseCalendarDate(draft.accruedOn ?? context.businessDate)
  const reversesOn = parseCalendarDate(draft.reversesOn ?? addDays(lastDayOfMonth(accruedOn), 1))
  if (reversesOn <= accruedOn) {
    throw ExpenseDatesInvalid.create({ field: 'reversesOn', rule: `be after ${accruedOn}`, value: reversesOn })
  }
  const { account } = requireCategory(await categoriesOf(context), category)
  const line = { category, amount, shootType }
  const cost = await expenseCost(context, [line])
  const lines = [...cost.lines, credit(accounts.accruedExpenses, cost.amount, { category, shootType })]
  const { amount: of, tax } = cost
  const entry = await postExpenseEntry(context, { kind: 'accrual', lines, amount: of, businessDate: accruedOn, memo })
  const expense = keepExpense(context, {
    kind: 'accrual',
    businessDate: accruedOn,
    amount: of,
    tax,
    entryId: entry.id,
    memo,
    lines: [line],
    legs: [],
  })
  scheduleFor(context, accrualDue, expense.id, reversesOn)
  return recordFact(context, expensesAccruals, {
    id: expense.id,
    branch: context.branch,
    category,
    account,
    shootType: shootType ?? null,
    currency: of.currency,
    amount: of.minor,
    open: of.minor,
    accruedOn,
    reversesOn,
    entryId: entry.id,
    reversalId: null,
    memo: memo ?? null,
  })
}

/** @throws EXPENSE_UNKNOWN */
export async function lockAccrual({ store, branch }: CommandContext, id: string): Promise<AccrualRow> {
  const row = await store.getForUpdate(expensesAccruals, id)
  if (row?.branch !== branch) throw ExpenseUnknown.create({ id, branch })
  return row
}

/**
 * Takes an accrual back where its day has come, dated that day or the first open day after it. Once: the row is locked, and
 * its day is gone afterwards. Answers whether it was taken back now.
 */
export async function reverseAccrual(context: CommandContext, id: string): Promise<boolean> {
  const row = await lockAccrual(context, id)
  const { reversesOn, currency, category, shootType, account, entryId, memo } = row
  if (reversesOn === null || reversesOn > context.businessDate) return false
  const amount = Money.ofMinor(row.amount, currency)
  const businessDate = await openDateFrom(context, reversesOn)
  const of = { category, shootType }
  const entry = await postExpenseEntry(context, {
    kind: 'accrualReversal',
    lines: [debit(accounts.accruedExpenses, amount, of), credit(account, amount, of)],
    amount,
    businessDate,
    correctsId: entryId,
    memo: memo ?? undefined,
  })
  await context.store.update(expensesAccruals, row, { open: 0n, reversesOn: null, reversalId: entry.id })
  return true
}
