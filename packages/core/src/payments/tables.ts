/** What the room keeps: attempts as they stand, the facts that they follow from, messages, and rows of settlement files. */
import { id, instant, int, json, money, nullable, text } from '../storage/column.ts'
import { defineTable } from '../storage/table.ts'

/** Payments and refunds at providers, as they stand. Their state follows from the facts below. */
export const paymentsAttempts = defineTable({
  name: 'payments_attempts',
  columns: {
    id: id(),
    branch: id(),
    /** payment or refund. */
    kind: text(10),
    provider: id(),
    method: id(),
    orderId: id(),
    /** Of a refund: the payment that it gives back. */
    paymentId: nullable(id()),
    purpose: nullable(text(10)),
    /** Of a refund: why. */
    reason: nullable(text(200)),
    till: nullable(id()),
    currency: text(3),
    /** What was intended. */
    amount: money(),
    /** pending, unknown, settled, failed or voided. */
    state: text(10),
    /** How it stands in the books: see `outcome.ts`. */
    outcome: text(10),
    /** The entry by which it last moved the books. */
    entryId: nullable(id()),
    /** The provider's own reference. */
    reference: nullable(text(200)),
    /** What the provider said has moved, where that is not what was intended. */
    reportedAmount: nullable(money()),
    reportedCurrency: nullable(text(3)),
    /** Why a person must look at it; while this stands, nothing is done by itself. */
    review: nullable(text(300)),
    presentation: nullable(json()),
    openedAt: instant(),
    expiresAt: instant(),
    /** How often pay or refund was sent. */
    calls: int(),
    calledAt: nullable(instant()),
    /** Looks since the state last changed. */
    looks: int(),
    /** When it is to be looked at again; null: never by itself. */
    nextLookAt: nullable(instant()),
    /** The settlement file in which its money arrived. */
    batch: nullable(text(100)),
  },
  indexes: [
    { name: 'due', columns: ['nextLookAt'] },
    { name: 'order', columns: ['orderId'] },
    { name: 'opened', columns: ['openedAt', 'id'] },
  ],
  derived: true,
  branch: 'branch',
})

/** What was reported of an attempt, in the order in which it arrived. */
export const paymentsFacts = defineTable({
  name: 'payments_facts',
  columns: {
    id: id(),
    attemptId: id(),
    branch: id(),
    at: instant(),
    /** house, call, query, webhook, settlement or person. */
    source: text(10),
    /** As it was judged: a settlement over a wrong amount counts as unknown. */
    state: text(10),
    amount: nullable(money()),
    currency: nullable(text(3)),
    reference: nullable(text(200)),
    note: nullable(text(300)),
  },
  indexes: [{ name: 'attempt', columns: ['attemptId', 'id'] }],
  appendOnly: true,
  branch: 'branch',
})

/** Messages of providers, with what they were answered: a message that comes again is answered again and does nothing. */
export const paymentsWebhooks = defineTable({
  name: 'payments_webhooks',
  columns: {
    id: id(),
    provider: id(),
    eventId: text(200),
    attemptId: nullable(id()),
    at: instant(),
    answer: json(),
  },
  uniques: [{ name: 'event', columns: ['provider', 'eventId'] }],
  appendOnly: true,
})

/** Which receipt stands for money of which payment: refunds are asked for by receipt. */
export const paymentsReceipts = defineTable({
  name: 'payments_receipts',
  columns: { receiptId: id(), attemptId: id() },
  key: ['receiptId'],
  appendOnly: true,
})

/**
 * Rows of settlement files: matched ones are posted, the others wait for somebody. Known whatever branches an actor reaches:
 * a file that several branches import names rows of all of them, and none may be posted twice.
 */
export const paymentsSettlementRows = defineTable({
  name: 'payments_settlement_rows',
  columns: {
    id: id(),
    branch: id(),
    provider: id(),
    /** The provider's id of the row. */
    row: text(200),
    batch: text(100),
    attemptId: text(200),
    kind: text(10),
    currency: text(3),
    amount: money(),
    fee: money(),
    /** matched, unmatched, or changed: it was posted, and a later file says something else of it. */
    status: text(10),
    /** Why it fits nothing: unknown, kind, amount, again; changed. */
    reason: nullable(text(20)),
    entryId: nullable(id()),
  },
  uniques: [{ name: 'row', columns: ['provider', 'row'] }],
  indexes: [
    { name: 'attempt', columns: ['attemptId'] },
    { name: 'status', columns: ['status', 'id'] },
  ],
})
