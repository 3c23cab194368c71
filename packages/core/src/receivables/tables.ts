/** What the collection of debts keeps: contacts, reminders and allowances as facts; promises and follow-ups as they stand. */
import { date, id, instant, json, money, nullable, personal, text } from '../storage/column.ts'
import { defineTable, type RowOf } from '../storage/table.ts'

/** Every time that somebody spoke to a customer about a debt, or tried to. What was said is in {@link receivablesNotes}. */
export const receivablesContacts = defineTable({
  name: 'receivables_contacts',
  columns: {
    id: id(),
    branch: id(),
    customerId: id(),
    /** The order that it was about; null for all that the customer owes. */
    orderId: nullable(id()),
    at: instant(),
    businessDate: date(),
    actor: text(200),
    channel: text(20),
    outcome: text(20),
    currency: text(3),
    promised: nullable(money()),
    /** The last day on which the promise can be kept. */
    promisedBy: nullable(date()),
    nextCallOn: nullable(date()),
  },
  indexes: [{ name: 'customer', columns: ['customerId', 'at', 'id'] }],
  appendOnly: true,
  branch: 'branch',
  subject: { kind: 'customer', column: 'customerId' },
})

/** What was said: apart from the contact, because a fact cannot be blanked when a person is erased. */
export const receivablesNotes = defineTable({
  name: 'receivables_notes',
  columns: { contactId: id(), branch: id(), customerId: id(), note: personal(text(2000)) },
  key: ['contactId'],
  indexes: [{ name: 'customer', columns: ['customerId'] }],
  branch: 'branch',
  subject: { kind: 'customer', column: 'customerId' },
})

/** Whom to call when: one row a customer. Follows from the contacts. */
export const receivablesCases = defineTable({
  name: 'receivables_cases',
  columns: {
    customerId: id(),
    branch: id(),
    lastContactAt: instant(),
    lastOutcome: text(20),
    nextCallOn: nullable(date()),
  },
  key: ['customerId'],
  indexes: [{ name: 'call', columns: ['nextCallOn', 'customerId'] }],
  derived: true,
})

/** Promises to pay, and what became of them. They name no subject: a promise without a name is a number, and stays judged. */
export const receivablesPromises = defineTable({
  name: 'receivables_promises',
  columns: {
    contactId: id(),
    branch: id(),
    customerId: id(),
    orderId: nullable(id()),
    currency: text(3),
    amount: money(),
    by: date(),
    madeAt: instant(),
    /** open, kept, broken, or replaced: by a later promise, or because the order went to another customer. */
    state: text(10),
    settledAt: nullable(instant()),
  },
  key: ['contactId'],
  indexes: [
    { name: 'open', columns: ['state', 'by', 'contactId'] },
    { name: 'customer', columns: ['customerId', 'state'] },
  ],
  derived: true,
  branch: 'branch',
})

/** What was told to have fallen due: the key lets it be told once. */
export const receivablesReminders = defineTable({
  name: 'receivables_reminders',
  columns: { orderId: id(), dueDate: date(), branch: id(), currency: text(3), amount: money(), at: instant() },
  key: ['orderId', 'dueDate'],
  appendOnly: true,
  branch: 'branch',
})

/** Through which business day the daily work of a branch was begun; `*` stands for all of a studio that names no branches. */
export const receivablesDays = defineTable({
  name: 'receivables_days',
  columns: { branch: id(), through: date() },
  key: ['branch'],
  derived: true,
})

/** What was set aside for doubtful debts, month by month: the sum of `change` is the balance of AR:Allowance. */
export const receivablesAllowances = defineTable({
  name: 'receivables_allowances',
  columns: {
    branch: id(),
    /** YYYY-MM. */
    month: text(7),
    currency: text(3),
    /** What customers owed for deliveries at the end of the month. */
    receivable: money(),
    /** What the policy sets aside for it. */
    target: money(),
    /** target − what was set aside before: below zero where less is needed. */
    change: money(),
    /** Null where nothing changed. */
    entryId: nullable(id()),
    /** Amount and percent of each age. */
    detail: json(),
    at: instant(),
    actor: text(200),
  },
  key: ['branch', 'month'],
  appendOnly: true,
  branch: 'branch',
})

export type ContactRow = RowOf<typeof receivablesContacts>
export type PromiseRow = RowOf<typeof receivablesPromises>
export type AllowanceRow = RowOf<typeof receivablesAllowances>
