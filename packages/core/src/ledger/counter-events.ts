/** What the counter tells beyond payments and refunds. */
import { z } from 'zod'
import { defineEvent, type EventKind } from '../engine/event.ts'

const legs = z.array(z.strictObject({ method: z.string(), amount: z.string() }))

export interface ReceiptWasVoided {
  entryId: string
  number: string
  /** The receipt that is void. */
  receiptId: string
  /** Null for a top-up of stored value. */
  orderId: string | null
  customerId: string | null
  purpose: string | null
  approver: string | null
  currency: string
  amount: string
  legs: { method: string; amount: string }[]
}

export const receiptVoided: EventKind<'ledger.receiptVoided', ReceiptWasVoided> = defineEvent({
  name: 'ledger.receiptVoided',
  version: 1,
  schema: z.strictObject({
    entryId: z.string(),
    number: z.string(),
    receiptId: z.string(),
    orderId: z.string().nullable(),
    customerId: z.string().nullable(),
    purpose: z.string().nullable(),
    approver: z.string().nullable(),
    currency: z.string(),
    amount: z.string(),
    legs,
  }),
})

export interface BondWasReturned {
  entryId: string
  number: string
  orderId: string
  currency: string
  returned: string
  /** What stays with the studio for damage. */
  kept: string
  legs: { method: string; amount: string }[]
}

export const bondReturned: EventKind<'ledger.bondReturned', BondWasReturned> = defineEvent({
  name: 'ledger.bondReturned',
  version: 1,
  schema: z.strictObject({
    entryId: z.string(),
    number: z.string(),
    orderId: z.string(),
    currency: z.string(),
    returned: z.string(),
    kept: z.string(),
    legs,
  }),
})

export interface StoredValueMoved {
  entryId: string
  number: string
  customerId: string
  currency: string
  amount: string
  /** What was given on top, or taken back. */
  bonus: string
  /** The stored value afterwards. */
  balance: string
  legs: { method: string; amount: string }[]
}

const storedValueSchema = z.strictObject({
  entryId: z.string(),
  number: z.string(),
  customerId: z.string(),
  currency: z.string(),
  amount: z.string(),
  bonus: z.string(),
  balance: z.string(),
  legs,
})

/** Paying by stored value and refunding to it are told by the events of those payments and refunds. */
export const storedValueToppedUp: EventKind<'ledger.storedValueToppedUp', StoredValueMoved> = defineEvent({
  name: 'ledger.storedValueToppedUp',
  version: 1,
  schema: storedValueSchema,
})

/** A top-up, or a part of one, was given back. */
export const storedValuePaidOut: EventKind<'ledger.storedValuePaidOut', StoredValueMoved> = defineEvent({
  name: 'ledger.storedValuePaidOut',
  version: 1,
  schema: storedValueSchema,
})

export const counterEvents = [receiptVoided, bondReturned, storedValueToppedUp, storedValuePaidOut] as const
