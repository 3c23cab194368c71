/** What the ledger tells: one event for every entry. A subscriber to {@link ledgerEvents} sees each entry exactly once. */
import { z } from 'zod'
import { defineEvent, type EventKind } from '../engine/event.ts'
import { counterEvents } from './counter-events.ts'

const legs = z.array(z.strictObject({ method: z.string(), amount: z.string() }))

export interface PaymentTaken {
  entryId: string
  number: string
  orderId: string
  /** `bond` money is security, not turnover. */
  purpose: string | null
  currency: string
  amount: string
  legs: { method: string; amount: string }[]
}

export const paymentTaken: EventKind<'ledger.paymentTaken', PaymentTaken> = defineEvent({
  name: 'ledger.paymentTaken',
  version: 1,
  schema: z.strictObject({
    entryId: z.string(),
    number: z.string(),
    orderId: z.string(),
    purpose: z.string().nullable(),
    currency: z.string(),
    amount: z.string(),
    legs,
  }),
})

export interface Refunded {
  entryId: string
  number: string
  orderId: string
  purpose: string | null
  currency: string
  amount: string
  /** What the studio kept; above zero only where the refund ends a cancelled order. */
  forfeited: string
  legs: { method: string; amount: string }[]
}

export const refunded: EventKind<'ledger.refunded', Refunded> = defineEvent({
  name: 'ledger.refunded',
  version: 1,
  schema: z.strictObject({
    entryId: z.string(),
    number: z.string(),
    orderId: z.string(),
    purpose: z.string().nullable(),
    currency: z.string(),
    amount: z.string(),
    forfeited: z.string(),
    legs,
  }),
})

export interface RevenueRecognised {
  entryId: string
  orderId: string
  currency: string
  /** What the customer pays for it: after discounts. */
  amount: string
}

export const revenueRecognised: EventKind<'ledger.revenueRecognised', RevenueRecognised> = defineEvent({
  name: 'ledger.revenueRecognised',
  version: 1,
  schema: z.strictObject({ entryId: z.string(), orderId: z.string(), currency: z.string(), amount: z.string() }),
})

export interface EntryPosted {
  entryId: string
  /** manual, reversal, cancellation (without a refund), and what later rooms post. */
  kind: string
  orderId: string | null
  currency: string
  amount: string
}

/** Every entry that has no event of its own. */
export const entryPosted: EventKind<'ledger.entryPosted', EntryPosted> = defineEvent({
  name: 'ledger.entryPosted',
  version: 1,
  schema: z.strictObject({
    entryId: z.string(),
    kind: z.string(),
    orderId: z.string().nullable(),
    currency: z.string(),
    amount: z.string(),
  }),
})

export const ledgerEvents = [paymentTaken, refunded, revenueRecognised, entryPosted, ...counterEvents] as const
