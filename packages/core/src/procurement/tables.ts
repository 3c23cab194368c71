/**
 * What buying keeps: what suppliers sell; orders with their history; receipts, returns, bills and every change of what is not
 * billed as facts, with what follows from them; jobs at outside labs. Quantities are whole units of the item.
 */
import { bool, date, decimal, id, instant, int, json, money, nullable, text } from '../storage/column.ts'
import { defineTable, type RowOf } from '../storage/table.ts'
import { priceScale } from './price.ts'

/** What a supplier sells an item for, from a date on. */
export const procurementSupplierItems = defineTable({
  name: 'procurement_supplier_items',
  columns: {
    id: id(),
    supplierId: id(),
    itemId: id(),
    /** What the supplier calls it. */
    code: nullable(text(80)),
    /** How it is packed: `box`, of so many units. Orders are of whole packs where the studio suggests them. */
    pack: text(20),
    packQuantity: int(),
    /** For `per` units. */
    price: decimal(priceScale),
    per: int(),
    /** `[{ from, price }]`: the price from so many units on, the fewest first. */
    breaks: json(),
    leadTimeDays: int(),
    /** The fewest units that the supplier sells. */
    minimum: int(),
    /** Whether to buy it here unless there is a reason not to; of one supplier at a time. */
    preferred: bool(),
    validFrom: date(),
    /** The last day; null for no end. */
    validUntil: nullable(date()),
  },
  uniques: [{ name: 'validFrom', columns: ['supplierId', 'itemId', 'validFrom'] }],
  indexes: [{ name: 'item', columns: ['itemId', 'supplierId', 'validFrom'] }],
})

/** Purchase orders. The row is what everything locks that changes, receives or ends an order. */
export const procurementOrders = defineTable({
  name: 'procurement_orders',
  columns: {
    id: id(),
    branch: id(),
    supplierId: id(),
    /** Without gaps in a branch and year; a draft has none. */
    number: nullable(text(80)),
    status: text(14),
    /** notNeeded, needed or given. */
    approval: text(10),
    currency: text(3),
    total: money(),
    /** Up to what it needs no further approval; null while it needs one. */
    approvedTotal: nullable(money()),
    /** When the last of it is expected. */
    expectedOn: date(),
    /** The studio's own: a project, a season. */
    reference: nullable(text(80)),
    /** Never personal data. */
    memo: nullable(text(500)),
    /** Rises with every change of its lines. */
    revision: int(),
    draftedBy: text(200),
    draftedAt: instant(),
    sentOn: nullable(date()),
  },
  uniques: [{ name: 'number', columns: ['branch', 'number'] }],
  indexes: [
    { name: 'status', columns: ['branch', 'status', 'id'] },
    { name: 'supplier', columns: ['supplierId', 'id'] },
  ],
  branch: 'branch',
})

export const procurementOrderLines = defineTable({
  name: 'procurement_order_lines',
  columns: {
    orderId: id(),
    line: int(),
    branch: id(),
    supplierId: id(),
    itemId: id(),
    quantity: int(),
    /** For `per` units. */
    price: decimal(priceScale),
    per: int(),
    amount: money(),
    expectedOn: date(),
    memo: nullable(text(200)),
    /** planned, ordered or done. */
    stage: text(8),
    /** Units accepted, less those returned for which others are to come. */
    received: int(),
    /** Units that are still to come: never below zero. */
    outstanding: int(),
  },
  key: ['orderId', 'line'],
  indexes: [
    { name: 'item', columns: ['branch', 'stage', 'itemId'] },
    { name: 'expected', columns: ['branch', 'stage', 'expectedOn', 'orderId', 'line'] },
  ],
  branch: 'branch',
})

/** What happened to an order: who drafted, changed, submitted, approved, sent, ended it, and what it then was. */
export const procurementOrderEvents = defineTable({
  name: 'procurement_order_events',
  columns: {
    id: id(),
    branch: id(),
    orderId: id(),
    /** drafted, changed, submitted, approved, rejected, sent, received, returned, closed or cancelled. */
    kind: text(10),
    /** Afterwards. */
    status: text(14),
    revision: int(),
    at: instant(),
    actor: text(200),
    /** Never personal data. */
    note: nullable(text(500)),
    currency: text(3),
    total: money(),
    /** The lines as they then were, where they were set; null otherwise. */
    lines: nullable(json()),
  },
  indexes: [{ name: 'order', columns: ['orderId', 'id'] }],
  appendOnly: true,
  branch: 'branch',
})

/** Deliveries: what came from a supplier at once. */
export const procurementReceipts = defineTable({
  name: 'procurement_receipts',
  columns: {
    id: id(),
    branch: id(),
    /** Null where the stock was received without saying from whom. */
    supplierId: nullable(id()),
    at: instant(),
    businessDate: date(),
    recordedAt: instant(),
    actor: text(200),
    /** The supplier's number on the paper that came with the goods. */
    deliveryNote: nullable(text(80)),
    /** Never personal data. */
    memo: nullable(text(500)),
    /** The voucher of the stock; null where nothing was accepted. */
    movementId: nullable(id()),
    /** Whether the stock was received by the inventory itself, and this room only keeps that a bill is to come. */
    direct: bool(),
  },
  indexes: [
    { name: 'supplier', columns: ['supplierId', 'id'] },
    { name: 'date', columns: ['branch', 'businessDate', 'id'] },
    { name: 'movement', columns: ['movementId'] },
  ],
  appendOnly: true,
  branch: 'branch',
})

export const procurementReceiptLines = defineTable({
  name: 'procurement_receipt_lines',
  columns: {
    id: id(),
    branch: id(),
    receiptId: id(),
    line: int(),
    supplierId: nullable(id()),
    /** The order that it is of; null for what was bought without one. */
    orderId: nullable(id()),
    orderLine: nullable(int()),
    itemId: id(),
    /** Where it was put; null where nothing was accepted. */
    locationId: nullable(id()),
    accepted: int(),
    rejected: int(),
    /** Why some were not taken. Never personal data. */
    reason: nullable(text(200)),
    currency: text(3),
    /** What the accepted goods cost by the order, without freight. */
    value: money(),
    /** What freight and the like added. */
    charges: money(),
    /** What they replace: a claim that they settle. */
    claimId: nullable(id()),
    /** Where the lines of the movement begin, and how many they are: things with serial numbers have one each. */
    movementLine: nullable(int()),
    movementLines: int(),
    lotId: nullable(id()),
  },
  uniques: [{ name: 'line', columns: ['receiptId', 'line'] }],
  indexes: [{ name: 'order', columns: ['orderId', 'orderLine'] }],
  appendOnly: true,
  branch: 'branch',
})

/** Goods that went back to their supplier. */
export const procurementReturns = defineTable({
  name: 'procurement_returns',
  columns: {
    id: id(),
    branch: id(),
    supplierId: nullable(id()),
    movementId: id(),
    at: instant(),
    businessDate: date(),
    actor: text(200),
    /** Never personal data. */
    reason: text(500),
    reference: nullable(text(80)),
    /** Whether others are to come for what was not billed. */
    replace: bool(),
    /** `[{ receiptLineId, quantity, unbilled, lessToBill, claimId, claimed }]`. */
    lines: json(),
  },
  indexes: [{ name: 'supplier', columns: ['supplierId', 'id'] }],
  appendOnly: true,
  branch: 'branch',
})

/**
 * What stands on the account GoodsReceived, row by row: goods and charges that no bill has come for, and claims on a supplier
 * for goods that went back or never came. The row is what billing, returning and crediting lock; the sum of `open` is what
 * the account owes.
 */
export const procurementOpen = defineTable({
  name: 'procurement_open',
  columns: {
    /** Of the line of the receipt, the charge, or the claim. */
    id: id(),
    branch: id(),
    /** Null for what `inventory.receive` took in without a supplier: whoever delivered it may bill it. */
    supplierId: nullable(id()),
    /** goods or charge: a bill is to come. returned or overbilled: a claim, for which a credit note or other goods are to come. */
    kind: text(10),
    /** The delivery, or the movement of stock, by which it came about. */
    sourceId: id(),
    /** Null of charges. */
    itemId: nullable(id()),
    /** Of a claim: the goods that it is about. */
    goodsId: nullable(id()),
    /** What a charge or a claim is for. Never personal data. */
    description: nullable(text(200)),
    businessDate: date(),
    /** Units in all; of a charge 1. */
    quantity: int(),
    /** Units without a bill or credit note. */
    openQuantity: int(),
    currency: text(3),
    /** What they come to: below zero what the supplier owes. */
    open: money(),
    /** Units that were billed and kept, and what they cost by their bills. */
    billedQuantity: int(),
    billedCost: money(),
    /** Units that were billed and went back. */
    claimedQuantity: int(),
    /** 1 while units are open, then 0: a counter, so that many rows change in one statement. */
    pending: int(),
    /** The lines of stock to which a difference of price goes: `[{ movementId, line, itemId, locationId, weight }]`. */
    targets: json(),
  },
  indexes: [
    { name: 'pending', columns: ['branch', 'pending', 'supplierId', 'id'] },
    { name: 'source', columns: ['sourceId'] },
    { name: 'goods', columns: ['goodsId'] },
  ],
  derived: true,
  branch: 'branch',
})

/** Every change of what is open. The sum over a row is what is open of it; the sum over all is what the account owes. */
export const procurementMoves = defineTable({
  name: 'procurement_moves',
  columns: {
    id: id(),
    branch: id(),
    supplierId: nullable(id()),
    openId: id(),
    /** goods, charge, returned or overbilled: of what stands there. */
    openKind: text(10),
    /** received, charged, returned, claimed, billed, corrected, overbilled, credited, replaced, voided. */
    kind: text(10),
    businessDate: date(),
    at: instant(),
    quantity: int(),
    currency: text(3),
    /** Above zero where more is owed afterwards. */
    amount: money(),
    /** The receipt, the return, or the document of the payables that brought it about. */
    causeId: id(),
  },
  indexes: [
    { name: 'open', columns: ['openId', 'id'] },
    { name: 'cause', columns: ['causeId'] },
    { name: 'date', columns: ['branch', 'businessDate', 'supplierId', 'amount'] },
  ],
  appendOnly: true,
  branch: 'branch',
})

/** Bills and credit notes of suppliers as they were matched with receipts. */
export const procurementBills = defineTable({
  name: 'procurement_bills',
  columns: {
    /** The document of the payables. */
    documentId: id(),
    branch: id(),
    supplierId: id(),
    /** bill or creditNote. */
    kind: text(10),
    businessDate: date(),
    at: instant(),
    actor: text(200),
    /** Who approved what was beyond the tolerance; null where nobody had to, or the actor could. */
    approver: nullable(text(200)),
    /** The movement by which differences of price followed the goods. */
    movementId: nullable(id()),
    /** The entry of what a supplier credited less or more than was claimed. */
    entryId: nullable(id()),
  },
  key: ['documentId'],
  appendOnly: true,
  branch: 'branch',
})

export const procurementBillLines = defineTable({
  name: 'procurement_bill_lines',
  columns: {
    documentId: id(),
    line: int(),
    branch: id(),
    supplierId: id(),
    openId: id(),
    itemId: nullable(id()),
    businessDate: date(),
    quantity: int(),
    currency: text(3),
    /** On the account of goods received: with the tax that is not deducted. */
    cost: money(),
    /** What was open for these units. */
    expected: money(),
    /** What followed the goods: above zero where they cost more. */
    difference: money(),
    /** Of the cost, what is for units that never came. */
    overbilledCost: money(),
    overbilled: int(),
    /** The claim for them. */
    claimId: nullable(id()),
  },
  key: ['documentId', 'line'],
  indexes: [
    { name: 'price', columns: ['itemId', 'supplierId', 'documentId'] },
    { name: 'open', columns: ['openId'] },
  ],
  appendOnly: true,
  branch: 'branch',
})

/** Work at outside labs: what was sent, when it is to come back, and how it did. */
export const procurementLabJobs = defineTable({
  name: 'procurement_lab_jobs',
  columns: {
    id: id(),
    branch: id(),
    /** Without gaps in a branch and year. */
    number: text(80),
    supplierId: id(),
    orderId: nullable(id()),
    orderLineId: nullable(id()),
    /** What was sent. Never personal data. */
    description: text(300),
    quantity: int(),
    /** Units at the lab, or back and not inspected. */
    pending: int(),
    accepted: int(),
    /** Units that were given up, for which the lab is to give credit. */
    rejected: int(),
    /** sent, returned, accepted, rejected (some or all, for good) or cancelled. */
    status: text(10),
    /** How often it was sent: above 1 is rework. */
    round: int(),
    sentOn: date(),
    expectedOn: date(),
    returnedOn: nullable(date()),
    currency: text(3),
    /** What was agreed for all of it. */
    price: money(),
    /** The bill it is on; null while there is none. */
    billId: nullable(id()),
    billed: money(),
    credited: money(),
    /** What reports sort its cost by. */
    category: nullable(text(60)),
    shootType: nullable(text(60)),
  },
  uniques: [{ name: 'number', columns: ['branch', 'number'] }],
  indexes: [
    { name: 'status', columns: ['branch', 'status', 'expectedOn', 'id'] },
    { name: 'supplier', columns: ['supplierId', 'billId', 'id'] },
    { name: 'order', columns: ['orderId'] },
    { name: 'bill', columns: ['billId'] },
  ],
  branch: 'branch',
})

/** What happened to jobs at labs. */
export const procurementLabEvents = defineTable({
  name: 'procurement_lab_events',
  columns: {
    id: id(),
    branch: id(),
    jobId: id(),
    supplierId: id(),
    /** sent, returned, accepted, rejected, reworked, cancelled, billed, credited or voided. */
    kind: text(10),
    businessDate: date(),
    at: instant(),
    actor: text(200),
    /** Units that it is about. */
    quantity: int(),
    /** Of a return: days since it was sent, and 1 where it came later than expected. */
    days: int(),
    late: int(),
    round: int(),
    /** When it is expected, of what was sent. */
    expectedOn: nullable(date()),
    /** Why. Never personal data. */
    note: nullable(text(500)),
    currency: text(3),
    /** What was billed or credited; of a void what less was billed by it. */
    amount: money(),
    /** The bill or credit note. */
    documentId: nullable(id()),
  },
  indexes: [
    { name: 'job', columns: ['jobId', 'id'] },
    { name: 'date', columns: ['branch', 'businessDate', 'supplierId'] },
    { name: 'document', columns: ['documentId'] },
  ],
  appendOnly: true,
  branch: 'branch',
})

export type SupplierItemRow = RowOf<typeof procurementSupplierItems>
export type OrderRow = RowOf<typeof procurementOrders>
export type OrderLineRow = RowOf<typeof procurementOrderLines>
export type OrderEventRow = RowOf<typeof procurementOrderEvents>
export type ReceiptRow = RowOf<typeof procurementReceipts>
export type ReceiptLineRow = RowOf<typeof procurementReceiptLines>
export type ReturnRow = RowOf<typeof procurementReturns>
export type OpenGoodsRow = RowOf<typeof procurementOpen>
export type BillLineRow = RowOf<typeof procurementBillLines>
export type LabJobRow = RowOf<typeof procurementLabJobs>
export type LabEventRow = RowOf<typeof procurementLabEvents>
