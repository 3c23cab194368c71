/** What happens to debts. Ids, dates and amounts; never what somebody said. */
import { z } from 'zod'
import { defineEvent, type EventKind } from '../engine/event.ts'

const debt = { orderId: z.string(), customerId: z.string().nullable(), currency: z.string(), amount: z.string() }

export interface ReceivableFellDue {
  orderId: string
  customerId: string | null
  branch: string
  dueDate: string
  currency: string
  /** What was still open of it. */
  amount: string
}

/** Once for every due date of an order, on that day or, where no process ran, later: what reminders are made of. */
export const receivableFellDue: EventKind<'receivables.fellDue', ReceivableFellDue> = defineEvent({
  name: 'receivables.fellDue',
  version: 1,
  schema: z.strictObject({ ...debt, branch: z.string(), dueDate: z.string() }),
})

export interface CollectionContact {
  contactId: string
  customerId: string
  orderId: string | null
  outcome: string
}

export const contactLogged: EventKind<'receivables.contactLogged', CollectionContact> = defineEvent({
  name: 'receivables.contactLogged',
  version: 1,
  schema: z.strictObject({
    contactId: z.string(),
    customerId: z.string(),
    orderId: z.string().nullable(),
    outcome: z.string(),
  }),
})

export interface PromiseJudged {
  contactId: string
  customerId: string
  orderId: string | null
  by: string
  currency: string
  amount: string
  /** What was paid in time. */
  paid: string
}

const judged = z.strictObject({
  contactId: z.string(),
  customerId: z.string(),
  orderId: z.string().nullable(),
  by: z.string(),
  currency: z.string(),
  amount: z.string(),
  paid: z.string(),
})

export const promiseKept: EventKind<'receivables.promiseKept', PromiseJudged> = defineEvent({
  name: 'receivables.promiseKept',
  version: 1,
  schema: judged,
})

/** Once, after the last day of a promise, where less was paid. */
export const promiseBroken: EventKind<'receivables.promiseBroken', PromiseJudged> = defineEvent({
  name: 'receivables.promiseBroken',
  version: 1,
  schema: judged,
})

export interface DebtGivenUp {
  entryId: string
  orderId: string
  customerId: string | null
  currency: string
  amount: string
  approver: string | null
}

export const debtWrittenOff: EventKind<'receivables.writtenOff', DebtGivenUp> = defineEvent({
  name: 'receivables.writtenOff',
  version: 1,
  schema: z.strictObject({ ...debt, entryId: z.string(), approver: z.string().nullable() }),
})

export interface DebtReclaimed {
  entryId: string
  writeOffId: string
  orderId: string
  customerId: string | null
  currency: string
  amount: string
}

const reclaimed = z.strictObject({ ...debt, entryId: z.string(), writeOffId: z.string() })

export const writeOffReversed: EventKind<'receivables.writeOffReversed', DebtReclaimed> = defineEvent({
  name: 'receivables.writeOffReversed',
  version: 1,
  schema: reclaimed,
})

/** A debt that was written off was paid after all. */
export const debtRecovered: EventKind<'receivables.recovered', DebtReclaimed> = defineEvent({
  name: 'receivables.recovered',
  version: 1,
  schema: reclaimed,
})

export interface PaymentTermsAgreed {
  orderId: string
  customerId: string | null
  /** Empty where it is due on no day yet. */
  dueDates: string[]
}

export const termsAgreed: EventKind<'receivables.termsAgreed', PaymentTermsAgreed> = defineEvent({
  name: 'receivables.termsAgreed',
  version: 1,
  schema: z.strictObject({
    orderId: z.string(),
    customerId: z.string().nullable(),
    dueDates: z.array(z.string()),
  }),
})

export interface AllowanceSet {
  month: string
  currency: string
  target: string
  /** Below zero where less is set aside than before. */
  change: string
  entryId: string | null
}

export const allowancePosted: EventKind<'receivables.allowancePosted', AllowanceSet> = defineEvent({
  name: 'receivables.allowancePosted',
  version: 1,
  schema: z.strictObject({
    month: z.string(),
    currency: z.string(),
    target: z.string(),
    change: z.string(),
    entryId: z.string().nullable(),
  }),
})

export const receivablesEvents = [
  receivableFellDue,
  contactLogged,
  promiseKept,
  promiseBroken,
  debtWrittenOff,
  writeOffReversed,
  debtRecovered,
  termsAgreed,
  allowancePosted,
] as const
