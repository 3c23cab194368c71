/** Facts of orders that went to another branch or customer, and of orders that became one. */
import { date, id, instant, json, money, nullable, personal, text } from '../storage/column.ts'
import { defineTable, type RowOf } from '../storage/table.ts'

/**
 * Every time that an order changed hands. It belongs to no branch alone: both sides read it, by `fromBranch` and `toBranch`. Of a
 * change of the branch both customers are the same, and the other way round.
 */
export const ordersTransfers = defineTable({
  name: 'orders_transfers',
  columns: {
    id: id(),
    orderId: id(),
    /** branch or customer. */
    kind: text(10),
    fromBranch: id(),
    toBranch: id(),
    fromCustomerId: id(),
    toCustomerId: id(),
    at: instant(),
    businessDate: date(),
    actor: text(200),
    /** Never personal data. */
    reason: text(500),
    /** How the former customer agreed: see `consents`; null of a change of the branch. */
    consent: nullable(text(20)),
    currency: text(3),
    /** As the order stood. */
    total: money(),
    paid: money(),
    outstanding: money(),
    /** Of a change of the branch: what the branch that gave it up owes the other for it; below zero where it is owed. */
    owed: money(),
    /** The entries by which it was booked; of a change of the customer one, in `fromEntryId`; null where nothing stood. */
    fromEntryId: nullable(id()),
    toEntryId: nullable(id()),
    /** Ids of lines that were still under way, and of those that were over already. */
    openLines: json(),
    overLines: json(),
  },
  indexes: [
    { name: 'order', columns: ['orderId', 'id'] },
    { name: 'from', columns: ['fromBranch', 'id'] },
    { name: 'to', columns: ['toBranch', 'id'] },
    { name: 'fromCustomer', columns: ['fromCustomerId'] },
    { name: 'toCustomer', columns: ['toCustomerId'] },
  ],
  appendOnly: true,
  subject: [
    { kind: 'customer', column: 'fromCustomerId' },
    { kind: 'customer', column: 'toCustomerId' },
  ],
})

/** What was said with a transfer: apart from the fact, because a fact cannot be blanked when a person is erased. */
export const ordersTransferNotes = defineTable({
  name: 'orders_transfer_notes',
  columns: {
    transferId: id(),
    branch: id(),
    /** The former customer. */
    customerId: id(),
    note: personal(text(2000)),
  },
  key: ['transferId'],
  indexes: [{ name: 'customer', columns: ['customerId'] }],
  branch: 'branch',
  subject: { kind: 'customer', column: 'customerId' },
})

/** Orders that became a part of another one. */
export const ordersMerges = defineTable({
  name: 'orders_merges',
  columns: {
    id: id(),
    branch: id(),
    survivorId: id(),
    mergedId: id(),
    customerId: id(),
    at: instant(),
    businessDate: date(),
    actor: text(200),
    /** Never personal data. */
    reason: nullable(text(500)),
    currency: text(3),
    /** Of the merged order, once what was dropped is off it. */
    total: money(),
    paid: money(),
    /** The lines that went over, and those that were dropped of either order. */
    movedLines: json(),
    droppedLines: json(),
    /** Null where nothing stood over the merged order. */
    entryId: nullable(id()),
  },
  uniques: [{ name: 'merged', columns: ['mergedId'] }],
  indexes: [
    { name: 'survivor', columns: ['survivorId', 'id'] },
    { name: 'customer', columns: ['customerId'] },
  ],
  appendOnly: true,
  branch: 'branch',
  subject: { kind: 'customer', column: 'customerId' },
})

export type TransferRow = RowOf<typeof ordersTransfers>
export type OrderMergeRow = RowOf<typeof ordersMerges>
