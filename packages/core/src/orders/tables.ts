/** Orders and their lines. */
import { date, decimal, id, instant, int, json, money, nullable, personal, text } from '../storage/column.ts'
import { defineTable, type RowOf } from '../storage/table.ts'

/** Decimals that the quantity of a line may have. */
export const quantityScale = 4

/** One row an order. `total` and `status` are projections of its lines, written in the transaction that changes them. */
export const orders = defineTable({
  name: 'orders',
  columns: {
    id: id(),
    branch: id(),
    number: text(60),
    customerId: id(),
    /** The business date on which it was booked. */
    bookedDate: date(),
    placedAt: instant(),
    /** How it came in: `counter`, `online`, `import` or a word of the host's own. */
    channel: text(40),
    /** For imported orders: the system they come from, and their reference there. */
    source: nullable(text(60)),
    reference: nullable(text(120)),
    /** The customer's region when the order was placed: moving house later changes no statistics. */
    region: nullable(text(100)),
    note: personal(nullable(text(2000))),
    currency: text(3),
    /** What its lines cost, cancelled ones left out. */
    total: money(),
    status: text(20),
    dueDate: nullable(date()),
    cancelledAt: nullable(instant()),
    cancelReason: personal(nullable(text(500))),
    /** Rises by one with every change of the order or of a line. */
    revision: int(),
    /** The number of the last line, so that the next needs no look at the others. */
    lastLine: int(),
  },
  uniques: [
    { name: 'number', columns: ['number'] },
    { name: 'reference', columns: ['source', 'reference'] },
  ],
  indexes: [
    { name: 'booked', columns: ['bookedDate', 'id'] },
    { name: 'byCustomer', columns: ['customerId', 'bookedDate', 'id'] },
    { name: 'byStatus', columns: ['status', 'bookedDate', 'id'] },
  ],
  customFields: true,
  branch: 'branch',
  subject: { kind: 'customer', column: 'customerId' },
})

/** One row a line. What it needs of the item is copied, so that a later change of the catalogue changes no order. */
export const ordersLines = defineTable({
  name: 'orders_lines',
  columns: {
    id: id(),
    branch: id(),
    orderId: id(),
    /** 1, 2, 3 … within the order; never given twice. */
    line: int(),
    customerId: id(),
    /** The business date on which the line was sold: later than its order's for a second sale. */
    soldDate: date(),
    itemId: nullable(id()),
    itemCode: text(60),
    name: text(200),
    kind: text(40),
    category: text(60),
    /** The kind of photography that it was sold for, as the item had it then. */
    shootType: nullable(text(60)),
    incomeAccount: text(120),
    /** Per cent, included in the price. */
    taxRate: nullable(decimal(4)),
    quantity: decimal(quantityScale),
    /** For imported lines: the amount divided by the quantity, rounded; their amount is the fact. */
    unitPrice: money(),
    discount: money(),
    amount: money(),
    origin: text(20),
    stage: text(20),
    stageChangedAt: instant(),
    /** The business date of `stageChangedAt`. */
    stageDate: date(),
    sellerId: nullable(id()),
    /** What a package includes, as it was when it was sold. */
    entitlements: nullable(json()),
    note: personal(nullable(text(500))),
  },
  uniques: [{ name: 'line', columns: ['orderId', 'line'] }],
  indexes: [
    { name: 'byStage', columns: ['stage', 'stageDate'] },
    { name: 'bySoldDate', columns: ['soldDate'] },
  ],
  branch: 'branch',
  subject: { kind: 'customer', column: 'customerId' },
})

export type OrderRow = RowOf<typeof orders>
export type OrderLineRow = RowOf<typeof ordersLines>
