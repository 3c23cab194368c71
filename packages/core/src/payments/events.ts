/** What the payments room tells. What moves the books is told by the ledger as well. */
import { z } from 'zod'
import { defineEvent, type EventKind } from '../engine/event.ts'

export interface PaymentBegun {
  attemptId: string
  kind: string
  provider: string
  orderId: string
  currency: string
  amount: string
}

/** A payment or refund is to be sent to its provider. */
export const paymentBegun: EventKind<'payments.begun', PaymentBegun> = defineEvent({
  name: 'payments.begun',
  version: 1,
  schema: z.strictObject({
    attemptId: z.string(),
    kind: z.string(),
    provider: z.string(),
    orderId: z.string(),
    currency: z.string(),
    amount: z.string(),
  }),
})

export interface PaymentChanged {
  attemptId: string
  kind: string
  orderId: string
  state: string
  outcome: string
}

/** A payment or refund has come to another state, or stands otherwise in the books. */
export const paymentChanged: EventKind<'payments.changed', PaymentChanged> = defineEvent({
  name: 'payments.changed',
  version: 1,
  schema: z.strictObject({
    attemptId: z.string(),
    kind: z.string(),
    orderId: z.string(),
    state: z.string(),
    outcome: z.string(),
  }),
})

export interface PaymentReviewNeeded {
  /** Null where a provider speaks of a payment that nobody has begun. */
  attemptId: string | null
  provider: string
  reason: string
}

/** Something that only a person can decide. */
export const paymentReviewNeeded: EventKind<'payments.reviewNeeded', PaymentReviewNeeded> = defineEvent({
  name: 'payments.reviewNeeded',
  version: 1,
  schema: z.strictObject({ attemptId: z.string().nullable(), provider: z.string(), reason: z.string() }),
})

export interface SettlementImported {
  provider: string
  batch: string
  /** Null where nothing was posted. */
  entryId: string | null
  matched: number
  unmatched: number
}

export const settlementImported: EventKind<'payments.settlementImported', SettlementImported> = defineEvent({
  name: 'payments.settlementImported',
  version: 1,
  schema: z.strictObject({
    provider: z.string(),
    batch: z.string(),
    entryId: z.string().nullable(),
    matched: z.int(),
    unmatched: z.int(),
  }),
})
