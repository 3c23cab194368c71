/** Handovers as facts: the pickup slip (取件单), its lines, and what was brought back. */
import { date, decimal, id, instant, int, money, nullable, personal, text } from '../storage/column.ts'
import { defineTable, type RowOf } from '../storage/table.ts'
import { quantityScale } from './tables.ts'

/**
 * One row a handover. It belongs to no branch alone: what was sold in one may be handed over in another, and both see the slip.
 */
export const ordersPickups = defineTable({
  name: 'orders_pickups',
  columns: {
    id: id(),
    /** The number of the slip. */
    number: text(80),
    orderId: id(),
    customerId: id(),
    /** Where it was sold, and whose revenue it is. */
    orderBranch: id(),
    /** Where it was handed over. */
    branch: id(),
    at: instant(),
    /** The business day of `branch`. */
    businessDate: date(),
    /** Who handed it over. */
    actor: text(200),
    currency: text(3),
    /** What these lines cost. */
    amount: money(),
    /** What of it became revenue: lines that come back from rework have earned before. */
    earned: money(),
    /** The entry of the revenue; null where nothing was earned. */
    entryId: nullable(id()),
    /** The receipt of what was paid in the same breath. */
    receiptId: nullable(id()),
    /** What was still due of the order afterwards. */
    balanceDue: money(),
    /** Where more was due than the studio's rule allows: who approved, or who did it on their own, and why. Never personal data. */
    arrearsBy: nullable(text(200)),
    arrearsReason: nullable(text(500)),
    /** `customer`, or `other` for somebody on behalf of the customer. */
    receivedBy: text(10),
    /** How it was signed: `signature`, `onScreen`, `code`, or a word of the studio's own; null where nobody signed. */
    signedBy: nullable(text(40)),
    /** The words that were shown and signed. Never personal data. */
    signedText: nullable(text(2000)),
    /** SHA-256 of what the host keeps of the signature, in hexadecimal. */
    signatureHash: nullable(text(64)),
  },
  uniques: [{ name: 'number', columns: ['number'] }],
  indexes: [
    { name: 'order', columns: ['orderId', 'id'] },
    { name: 'branchDate', columns: ['branch', 'businessDate', 'id'] },
    { name: 'orderBranchDate', columns: ['orderBranch', 'businessDate', 'id'] },
  ],
  appendOnly: true,
  subject: { kind: 'customer', column: 'customerId' },
})

/** What was handed over, line by line. */
export const ordersPickupLines = defineTable({
  name: 'orders_pickup_lines',
  columns: {
    pickupId: id(),
    /** 1, 2, 3 … within the slip. */
    line: int(),
    orderId: id(),
    lineId: id(),
    /** The line that it was a part of, where only some of its pieces were handed over. */
    partOf: nullable(id()),
    quantity: decimal(quantityScale),
    amount: money(),
    /** What of the amount became revenue. */
    earned: money(),
    /** The stage in which it was handed over. */
    fromStage: text(20),
    /** When it was handed over before; null where this was the first time. */
    before: nullable(date()),
    /** How it was being done again, and until which stage; null where it was not. */
    redo: nullable(text(10)),
    redoUntil: nullable(text(20)),
    /** What is wrong with it and was accepted. Never personal data. */
    flaws: nullable(text(500)),
  },
  key: ['pickupId', 'line'],
  uniques: [{ name: 'once', columns: ['pickupId', 'lineId'] }],
  indexes: [{ name: 'byLine', columns: ['lineId', 'pickupId'] }],
  appendOnly: true,
})

/** Who received it, apart from the slip, so that a person can be erased. */
export const ordersPickupReceivers = defineTable({
  name: 'orders_pickup_receivers',
  columns: {
    pickupId: id(),
    customerId: id(),
    /** Null where it was the customer. */
    name: personal(nullable(text(100))),
    /** What they are to the customer: `mother`, `friend`, a word of the studio's own. */
    relation: personal(nullable(text(60))),
    phone: personal(nullable(text(40))),
    /** Where the host keeps the signature. */
    signature: personal(nullable(text(500))),
  },
  key: ['pickupId'],
  subject: { kind: 'customer', column: 'customerId' },
})

/** Handovers that were taken back, whole or in part. */
export const ordersPickupReturns = defineTable({
  name: 'orders_pickup_returns',
  columns: {
    id: id(),
    pickupId: id(),
    orderId: id(),
    customerId: id(),
    orderBranch: id(),
    /** Where it was brought back. */
    branch: id(),
    at: instant(),
    businessDate: date(),
    actor: text(200),
    currency: text(3),
    /** What the lines cost that came back. */
    amount: money(),
    /** The entry that took the revenue back; null where nothing had been earned. */
    reversalId: nullable(id()),
    /** The entry of what stays earned of the slip; null where nothing does. */
    entryId: nullable(id()),
    /** `mistake` or `broughtBack`. */
    cause: text(20),
    /** Never personal data. */
    reason: text(500),
  },
  indexes: [
    { name: 'pickup', columns: ['pickupId', 'id'] },
    { name: 'order', columns: ['orderId', 'id'] },
  ],
  appendOnly: true,
  subject: { kind: 'customer', column: 'customerId' },
})

/** Which lines of a slip came back: none comes back twice. */
export const ordersPickupReturnLines = defineTable({
  name: 'orders_pickup_return_lines',
  columns: {
    returnId: id(),
    /** 1, 2, 3 … within the return. */
    line: int(),
    pickupId: id(),
    lineId: id(),
    amount: money(),
    /** What of the amount had become revenue. */
    earned: money(),
  },
  key: ['returnId', 'line'],
  uniques: [{ name: 'once', columns: ['pickupId', 'lineId'] }],
  appendOnly: true,
})

export const pickupTables = [
  ordersPickups,
  ordersPickupLines,
  ordersPickupReceivers,
  ordersPickupReturns,
  ordersPickupReturnLines,
] as const

export type PickupRow = RowOf<typeof ordersPickups>
export type PickupLineRow = RowOf<typeof ordersPickupLines>
export type PickupReceiverRow = RowOf<typeof ordersPickupReceivers>
export type PickupReturnRow = RowOf<typeof ordersPickupReturns>
export type PickupReturnLineRow = RowOf<typeof ordersPickupReturnLines>
