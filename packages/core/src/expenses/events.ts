/** What happens with expenses. Amounts are decimal strings in `currency`. */
import { z } from 'zod'
import { defineEvent, type EventKind } from '../engine/event.ts'

const text = z.string()

export interface ExpenseRecorded {
  expenseId: string
  /** paid, claim, prepaid or accrual. */
  kind: string
  entryId: string
  currency: string
  amount: string
  categories: string[]
}

export const expenseRecorded: EventKind<'expenses.recorded', ExpenseRecorded> = defineEvent({
  name: 'expenses.recorded',
  version: 1,
  schema: z.strictObject({
    expenseId: text,
    kind: text,
    entryId: text,
    currency: text,
    amount: text,
    categories: z.array(text),
  }),
})

export interface ExpenseReversed {
  /** An expense or a reimbursement. */
  reversedId: string
  reversalId: string
  approver: string | null
}

export const expenseReversed: EventKind<'expenses.reversed', ExpenseReversed> = defineEvent({
  name: 'expenses.reversed',
  version: 1,
  schema: z.strictObject({ reversedId: text, reversalId: text, approver: text.nullable() }),
})

export interface StaffReimbursed {
  reimbursementId: string
  entryId: string
  staff: string
  currency: string
  amount: string
}

export const staffReimbursed: EventKind<'expenses.reimbursed', StaffReimbursed> = defineEvent({
  name: 'expenses.reimbursed',
  version: 1,
  schema: z.strictObject({ reimbursementId: text, entryId: text, staff: text, currency: text, amount: text }),
})

export interface ExpenseRecurred {
  recurringId: string
  /** The date on which it was due. */
  period: string
  /** draft, expense or bill. */
  kind: string
  /** The draft, expense or bill. */
  madeId: string
}

export const expenseRecurred: EventKind<'expenses.recurred', ExpenseRecurred> = defineEvent({
  name: 'expenses.recurred',
  version: 1,
  schema: z.strictObject({ recurringId: text, period: text, kind: text, madeId: text }),
})

export const expenseEvents = [expenseRecorded, expenseReversed, staffReimbursed, expenseRecurred] as const
