/** Expenses, claims, prepaid costs, accruals, recurring expenses and drafts, for callers. */
import { z } from 'zod'
import { Money } from '../values/money.ts'
import type { AccrualRow, ClaimRow, DraftRow, ExpenseRow, PrepaidRow, RecurringRow } from './tables.ts'

const text = (minor: bigint, currency: string): string => Money.ofMinor(minor, currency).toString()

const expenseShape = z.object({
  id: z.string(),
  branch: z.string(),
  /** paid, claim, prepaid or accrual. */
  kind: z.string(),
  date: z.string(),
  currency: z.string(),
  /** With tax. */
  amount: z.string(),
  tax: z.string(),
  entryId: z.string(),
  spentBy: z.string().nullable(),
  reference: z.string().nullable(),
  memo: z.string().nullable(),
  /** The bill with which it was booked. */
  documentId: z.string().nullable(),
  lines: z.array(
    z.object({
      category: z.string(),
      amount: z.string(),
      tax: z.string().nullable(),
      shootType: z.string().nullable(),
    }),
  ),
})

export interface Expense extends z.output<typeof expenseShape> {}

export const expenseSchema: z.ZodType<Expense> = expenseShape

export function presentExpense(row: ExpenseRow): Expense {
  const { id, branch, kind, businessDate: date, currency, entryId, spentBy, reference, memo, documentId } = row
  return {
    id,
    branch,
    kind,
    date,
    currency,
    amount: text(row.amount, currency),
    tax: text(row.tax, currency),
    entryId,
    spentBy,
    reference,
    memo,
    documentId,
    lines: expenseShape.shape.lines.parse(row.lines),
  }
}

const claimShape = z.object({
  expenseId: z.string(),
  branch: z.string(),
  staff: z.string(),
  date: z.string(),
  currency: z.string(),
  amount: z.string(),
  open: z.boolean(),
})

export interface StaffClaim extends z.output<typeof claimShape> {}

export const claimSchema: z.ZodType<StaffClaim> = claimShape

export function presentClaim(row: ClaimRow): StaffClaim {
  const { expenseId, branch, staff, businessDate: date, currency, isOpen: open } = row
  return { expenseId, branch, staff, date, currency, amount: text(row.amount, currency), open }
}

const prepaidShape = z.object({
  /** That of the expense. */
  id: z.string(),
  branch: z.string(),
  category: z.string(),
  currency: z.string(),
  total: z.string(),
  /** What is not an expense yet. */
  rest: z.string(),
  startsOn: z.string(),
  endsOn: z.string(),
  spread: z.string(),
  /** How many parts were posted. */
  done: z.int(),
  /** The month end of the next part; null after the last one. */
  nextOn: z.string().nullable(),
  documentId: z.string().nullable(),
})

export interface PrepaidCost extends z.output<typeof prepaidShape> {}

export const prepaidSchema: z.ZodType<PrepaidCost> = prepaidShape

export function presentPrepaid(row: PrepaidRow): PrepaidCost {
  const { id, branch, category, currency, startsOn, endsOn, spread, done, nextOn, documentId } = row
  const amounts = { total: text(row.total, currency), rest: text(row.rest, currency) }
  return { id, branch, category, currency, ...amounts, startsOn, endsOn, spread, done, nextOn, documentId }
}

const accrualShape = z.object({
  /** That of the expense. */
  id: z.string(),
  branch: z.string(),
  category: z.string(),
  currency: z.string(),
  amount: z.string(),
  accruedOn: z.string(),
  /** When it is taken back; null after that. */
  reversesOn: z.string().nullable(),
  entryId: z.string(),
  reversalId: z.string().nullable(),
})

export interface Accrual extends z.output<typeof accrualShape> {}

export const accrualSchema: z.ZodType<Accrual> = accrualShape

export function presentAccrual(row: AccrualRow): Accrual {
  const { id, branch, category, currency, accruedOn, reversesOn, entryId, reversalId } = row
  return {
    id,
    branch,
    category,
    currency,
    amount: text(row.amount, currency),
    accruedOn,
    reversesOn,
    entryId,
    reversalId,
  }
}

const recurringShape = z.object({
  id: z.string(),
  branch: z.string(),
  name: z.string(),
  category: z.string(),
  currency: z.string(),
  amount: z.string(),
  /** draft or post. */
  mode: z.string(),
  account: z.string().nullable(),
  supplierId: z.string().nullable(),
  unit: z.string(),
  every: z.int(),
  startsOn: z.string(),
  endsOn: z.string().nullable(),
  done: z.int(),
  /** When it is due next; null after the end, or while it is stopped. */
  nextOn: z.string().nullable(),
})

export interface RecurringExpense extends z.output<typeof recurringShape> {}

export const recurringSchema: z.ZodType<RecurringExpense> = recurringShape

export function presentRecurring(row: RecurringRow): RecurringExpense {
  const { id, branch, name, category, currency, mode, account, supplierId, unit, every } = row
  const { startsOn, endsOn, done, nextOn } = row
  const amount = text(row.amount, currency)
  return {
    id,
    branch,
    name,
    category,
    currency,
    amount,
    mode,
    account,
    supplierId,
    unit,
    every,
    startsOn,
    endsOn,
    done,
    nextOn,
  }
}

const draftShape = z.object({
  id: z.string(),
  branch: z.string(),
  recurringId: z.string(),
  /** The date on which it was due. */
  period: z.string(),
  name: z.string(),
  category: z.string(),
  currency: z.string(),
  amount: z.string(),
  account: z.string().nullable(),
  /** waiting, posted or discarded. */
  state: z.string(),
  expenseId: z.string().nullable(),
})

export interface ExpenseDraftRow extends z.output<typeof draftShape> {}

export const draftSchema: z.ZodType<ExpenseDraftRow> = draftShape

export function presentDraft(row: DraftRow): ExpenseDraftRow {
  const { id, branch, recurringId, period, name, category, currency, account, state, expenseId } = row
  const amount = text(row.amount, currency)
  return { id, branch, recurringId, period, name, category, currency, amount, account, state, expenseId }
}
