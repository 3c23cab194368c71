/** What the expenses keep: what was spent as facts; claims, prepaid costs, accruals and recurring expenses as they stand. */
import { bool, date, id, instant, int, json, money, nullable, text } from '../storage/column.ts'
import { defineTable, type RowOf } from '../storage/table.ts'

/** Everything that was spent. */
export const expensesExpenses = defineTable({
  name: 'expenses_expenses',
  columns: {
    id: id(),
    branch: id(),
    /** paid; claim: paid by an employee; prepaid: for months to come; accrual: before its bill. */
    kind: text(10),
    businessDate: date(),
    at: instant(),
    actor: text(200),
    currency: text(3),
    amount: money(),
    /** Of the amount. */
    tax: money(),
    entryId: id(),
    /** Who spent it. */
    spentBy: nullable(id()),
    /** The number of the receipt or invoice. */
    reference: nullable(text(80)),
    /** Never personal data. */
    memo: nullable(text(500)),
    /** The bill with which it was booked, where it was not paid at once. */
    documentId: nullable(id()),
    lines: json(),
    legs: json(),
  },
  indexes: [{ name: 'date', columns: ['branch', 'businessDate', 'id'] }],
  appendOnly: true,
  branch: 'branch',
})

/** Which expenses and reimbursements were taken back. Its key lets nothing be taken back twice. */
export const expensesReversals = defineTable({
  name: 'expenses_reversals',
  columns: {
    reversedId: id(),
    branch: id(),
    reversalId: id(),
    /** Never personal data. */
    reason: text(500),
    actor: text(200),
    approver: nullable(text(200)),
    at: instant(),
  },
  key: ['reversedId'],
  appendOnly: true,
  branch: 'branch',
})

/** What the studio owes its people for what they paid themselves. The sum of `open` is the account StaffClaims. */
export const expensesClaims = defineTable({
  name: 'expenses_claims',
  columns: {
    expenseId: id(),
    branch: id(),
    staff: id(),
    businessDate: date(),
    currency: text(3),
    amount: money(),
    /** The amount, or zero where it was reimbursed or taken back. */
    open: money(),
    isOpen: bool(),
  },
  key: ['expenseId'],
  indexes: [{ name: 'open', columns: ['isOpen', 'staff', 'expenseId'] }],
  derived: true,
  branch: 'branch',
})

/** Money given to employees for their claims. */
export const expensesReimbursements = defineTable({
  name: 'expenses_reimbursements',
  columns: {
    id: id(),
    branch: id(),
    staff: id(),
    entryId: id(),
    businessDate: date(),
    at: instant(),
    actor: text(200),
    currency: text(3),
    amount: money(),
    reference: nullable(text(80)),
    /** The ids of the claims. */
    claims: json(),
    legs: json(),
  },
  indexes: [{ name: 'staff', columns: ['staff', 'id'] }],
  appendOnly: true,
  branch: 'branch',
})

/** Costs paid for months to come; the id is that of the expense. The sum of `rest` is the account Prepaid. */
export const expensesPrepaid = defineTable({
  name: 'expenses_prepaid',
  columns: {
    id: id(),
    branch: id(),
    category: text(60),
    account: id(),
    shootType: nullable(text(60)),
    currency: text(3),
    total: money(),
    /** What is not an expense yet. */
    rest: money(),
    startsOn: date(),
    /** The last day that is paid for. */
    endsOn: date(),
    /** months: equal parts; days: by the days of each month. */
    spread: text(10),
    /** How many parts were posted. */
    done: int(),
    /** The month end of the next part; null after the last one. */
    nextOn: nullable(date()),
    documentId: nullable(id()),
    memo: nullable(text(500)),
  },
  indexes: [
    { name: 'next', columns: ['nextOn', 'branch'] },
    { name: 'document', columns: ['documentId'] },
  ],
  derived: true,
  branch: 'branch',
})

/** Every part of a prepaid cost that became an expense. Its key lets no month be posted twice. */
export const expensesPrepaidParts = defineTable({
  name: 'expenses_prepaid_parts',
  columns: {
    prepaidId: id(),
    part: int(),
    branch: id(),
    /** month; ended: what was left when it was ended early. */
    kind: text(10),
    /** The end of its month. */
    dueOn: date(),
    businessDate: date(),
    currency: text(3),
    /** What left Prepaid. */
    amount: money(),
    /** Of that, what came back as money. */
    refunded: money(),
    /** Null where the part is zero. */
    entryId: nullable(id()),
    at: instant(),
  },
  key: ['prepaidId', 'part'],
  appendOnly: true,
  branch: 'branch',
})

/** Expenses whose bill is still to come; the id is that of the expense. The sum of `open` is the account AccruedExpenses. */
export const expensesAccruals = defineTable({
  name: 'expenses_accruals',
  columns: {
    id: id(),
    branch: id(),
    category: text(60),
    account: id(),
    shootType: nullable(text(60)),
    currency: text(3),
    amount: money(),
    open: money(),
    accruedOn: date(),
    /** When it is taken back; null after that. */
    reversesOn: nullable(date()),
    entryId: id(),
    reversalId: nullable(id()),
    memo: nullable(text(500)),
  },
  indexes: [{ name: 'next', columns: ['reversesOn', 'branch'] }],
  derived: true,
  branch: 'branch',
})

/** Expenses that come again by the calendar. */
export const expensesRecurring = defineTable({
  name: 'expenses_recurring',
  columns: {
    id: id(),
    branch: id(),
    name: text(100),
    category: text(60),
    shootType: nullable(text(60)),
    currency: text(3),
    amount: money(),
    /** draft or post. */
    mode: text(10),
    /** Who set what is posted; never the one who approves its bills. */
    setBy: text(200),
    /** Paid from here; otherwise a bill of the supplier. Both null: drafts only. */
    account: nullable(id()),
    supplierId: nullable(id()),
    /** week, month or year. */
    unit: text(10),
    every: int(),
    startsOn: date(),
    endsOn: nullable(date()),
    /** How many periods were met. */
    done: int(),
    /** When it is due next; null after the end, or while it is stopped. */
    nextOn: nullable(date()),
  },
  indexes: [{ name: 'next', columns: ['nextOn', 'branch'] }],
  branch: 'branch',
})

/** What became of each period of a recurring expense. Its key lets no period be met twice. */
export const expensesOccurrences = defineTable({
  name: 'expenses_occurrences',
  columns: {
    recurringId: id(),
    /** The date on which it was due. */
    period: date(),
    branch: id(),
    /** draft, expense or bill. */
    kind: text(10),
    /** The draft, expense or bill. */
    madeId: id(),
    at: instant(),
  },
  key: ['recurringId', 'period'],
  appendOnly: true,
  branch: 'branch',
})

/** Recurring expenses that wait for somebody to post them. */
export const expensesDrafts = defineTable({
  name: 'expenses_drafts',
  columns: {
    id: id(),
    branch: id(),
    recurringId: id(),
    period: date(),
    name: text(100),
    category: text(60),
    shootType: nullable(text(60)),
    currency: text(3),
    amount: money(),
    account: nullable(id()),
    /** waiting, posted or discarded. */
    state: text(10),
    expenseId: nullable(id()),
  },
  indexes: [{ name: 'state', columns: ['state', 'branch', 'period'] }],
  branch: 'branch',
})

export type ExpenseRow = RowOf<typeof expensesExpenses>
export type ClaimRow = RowOf<typeof expensesClaims>
export type PrepaidRow = RowOf<typeof expensesPrepaid>
export type AccrualRow = RowOf<typeof expensesAccruals>
export type RecurringRow = RowOf<typeof expensesRecurring>
export type DraftRow = RowOf<typeof expensesDrafts>
