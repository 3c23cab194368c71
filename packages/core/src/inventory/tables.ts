/**
 * What the inventory keeps: items, locations, recipes; movements with their lines and later costs as facts; and what follows
 * from them: pools, stock, layers, lots, serials and totals. Quantities are whole units of the item, as money is whole minor units.
 */
import { bool, date, id, instant, int, json, money, nullable, text } from '../storage/column.ts'
import { defineTable, type RowOf } from '../storage/table.ts'

/** What is kept in stock, in all branches. */
export const inventoryItems = defineTable({
  name: 'inventory_items',
  columns: {
    id: id(),
    /** What people call it by on a form: `album-12`. */
    code: text(60),
    name: text(200),
    nameEn: nullable(text(200)),
    /** consumable, product or rentable. */
    kind: text(10),
    /** What quantities count: `sheet`, `ml`, `piece`. The smallest that is ever moved. */
    unit: text(20),
    /** Larger units: `[{ unit: 'box', quantity: 12 }]`. */
    packs: json(),
    /** none, lot or serial. */
    tracking: text(10),
    /** average, fifo, or specific for what has serials. */
    valuation: text(10),
    /** The account of the ledger that holds its value. */
    stockAccount: text(120),
    /** The account that takes its cost when it is sold or used. */
    costAccount: text(120),
    /** What reports sort it by. */
    category: nullable(text(60)),
    /** References of pictures, with captions: `[{ reference, caption }]`. */
    photos: json(),
    active: bool(),
  },
  uniques: [{ name: 'code', columns: ['code'] }],
  indexes: [
    { name: 'byKind', columns: ['kind', 'code'] },
    { name: 'byAccount', columns: ['stockAccount'] },
  ],
  customFields: true,
})

/** How much of an item a branch wants to have. */
export const inventoryLevels = defineTable({
  name: 'inventory_levels',
  columns: {
    itemId: id(),
    branch: id(),
    /** Alerted at or below this; the reorder point where it is given by hand. */
    low: nullable(int()),
    /** Too much above this. */
    high: nullable(int()),
    /** Kept beside what the lead time uses. */
    safety: int(),
  },
  key: ['itemId', 'branch'],
  branch: 'branch',
})

/** Where stock lies: rooms and shelves of a branch. A bin is a location within another. */
export const inventoryLocations = defineTable({
  name: 'inventory_locations',
  columns: {
    id: id(),
    branch: id(),
    code: text(40),
    name: text(100),
    /** The location that this is a bin of. */
    parentId: nullable(id()),
    /** Whether what lies here may be promised to customers. */
    sellable: bool(),
    /** Whether more may be taken out than is known to be there. */
    allowsNegative: bool(),
    /** Frozen by a stocktake: nothing moves. Its id. */
    frozenBy: nullable(id()),
    /** The number of that stocktake, for people. */
    frozenAs: nullable(text(80)),
    active: bool(),
  },
  uniques: [{ name: 'code', columns: ['branch', 'code'] }],
  branch: 'branch',
})

/** What one thing is made of or takes: an album of paper and a cover, a make-up session of cosmetics. */
export const inventoryRecipes = defineTable({
  name: 'inventory_recipes',
  columns: {
    id: id(),
    code: text(60),
    name: text(200),
    /** The item that it makes; null where it only uses up. */
    makesItemId: nullable(id()),
    /** How many it makes at a time. */
    makes: int(),
    /** `[{ itemId, quantity }]`. */
    lines: json(),
    active: bool(),
  },
  uniques: [{ name: 'code', columns: ['code'] }],
})

/** Vouchers: each move of stock, with what it was for. */
export const inventoryMovements = defineTable({
  name: 'inventory_movements',
  columns: {
    id: id(),
    branch: id(),
    /** receipt, issue, customerReturn, supplierReturn, transferOut, transferIn, move, adjustment, count, waste, gift, consumption, production or priceCorrection. */
    kind: text(20),
    /** The number on the paper, without gaps in a branch and year. */
    number: text(80),
    /** When the stock moved; orders movements within a day. */
    at: instant(),
    /** The business day of `at`. */
    businessDate: date(),
    /** The day of its entry in the books: another than `businessDate` only where that was closed. */
    bookedOn: date(),
    recordedAt: instant(),
    actor: text(200),
    approver: nullable(text(200)),
    /** Never personal data. */
    reason: nullable(text(500)),
    /** The studio's own: a delivery note, a job. */
    reference: nullable(text(80)),
    orderId: nullable(id()),
    orderLineId: nullable(id()),
    supplierId: nullable(id()),
    /** The movement that this one takes back or corrects. */
    correctsId: nullable(id()),
    transferId: nullable(id()),
    /** Null where no value moved. */
    entryId: nullable(id()),
  },
  uniques: [{ name: 'number', columns: ['branch', 'number'] }],
  indexes: [
    { name: 'date', columns: ['branch', 'businessDate', 'id'] },
    { name: 'order', columns: ['orderId'] },
    { name: 'corrects', columns: ['correctsId'] },
  ],
  appendOnly: true,
  branch: 'branch',
})

/** What a voucher moved. Quantity and value are above zero for what comes in, below for what goes out. */
export const inventoryLines = defineTable({
  name: 'inventory_lines',
  columns: {
    movementId: id(),
    line: int(),
    branch: id(),
    itemId: id(),
    locationId: id(),
    kind: text(20),
    at: instant(),
    businessDate: date(),
    bookedOn: date(),
    quantity: int(),
    currency: text(3),
    /** As it was booked at first; what came to be known later stands in `inventory_costs`. Zero where stock only changed its place. */
    value: money(),
    lotId: nullable(id()),
    serialId: nullable(id()),
    /** The line whose goods come back by this one. */
    ofMovementId: nullable(id()),
    ofLine: nullable(int()),
    orderId: nullable(id()),
    orderLineId: nullable(id()),
    /** The account against which it was booked, where that is not the same of all of its kind: later costs follow it there. */
    account: nullable(text(120)),
    /** Dimensions of its line in the books. */
    category: nullable(text(60)),
    shootType: nullable(text(60)),
  },
  key: ['movementId', 'line'],
  indexes: [
    // The order in which an item's movements count, within a branch.
    { name: 'position', columns: ['branch', 'itemId', 'at', 'movementId', 'line'] },
    { name: 'date', columns: ['businessDate', 'branch', 'itemId'] },
    { name: 'order', columns: ['orderId'] },
    { name: 'of', columns: ['ofMovementId', 'ofLine'] },
    { name: 'lot', columns: ['lotId'] },
    { name: 'serial', columns: ['serialId'] },
  ],
  appendOnly: true,
  branch: 'branch',
})

/** What a line turned out to be worth more (above zero) or less, after it was booked. Lines are never rewritten. */
export const inventoryCosts = defineTable({
  name: 'inventory_costs',
  columns: {
    id: id(),
    branch: id(),
    itemId: id(),
    /** The line whose value this changes. */
    movementId: id(),
    line: int(),
    /** The movement that brought it about. */
    causeId: id(),
    /** The day of its entry in the books. */
    bookedOn: date(),
    at: instant(),
    /** price: it was bought for another price. cost: what it took cost otherwise. short: of it, cost of goods that left before they came. */
    kind: text(10),
    currency: text(3),
    /** Added to the value of the line: `value` of a line is below zero for what goes out, and so is more cost. */
    amount: money(),
    /** Null where it moved nothing in the books: stock became stock of the same account. */
    entryId: nullable(id()),
  },
  indexes: [
    { name: 'line', columns: ['movementId', 'line'] },
    { name: 'item', columns: ['branch', 'itemId', 'bookedOn'] },
    { name: 'cause', columns: ['causeId'] },
  ],
  appendOnly: true,
  branch: 'branch',
})

/** What an item comes to in a branch: the row that everything locks which moves it. */
export const inventoryPools = defineTable({
  name: 'inventory_pools',
  columns: {
    branch: id(),
    itemId: id(),
    quantity: int(),
    currency: text(3),
    value: money(),
    /** What a unit last cost, where a location allows less than nothing. */
    lastCost: money(),
    /** Of that cost, how many units it is for. */
    lastUnits: int(),
    /** When it last moved, in milliseconds since 1970; zero where it never did. What happened before is dated back. */
    lastAt: int(),
  },
  key: ['branch', 'itemId'],
  derived: true,
  branch: 'branch',
})

/** What of an item lies at a location, and what of it is promised. */
export const inventoryStock = defineTable({
  name: 'inventory_stock',
  columns: {
    itemId: id(),
    locationId: id(),
    branch: id(),
    onHand: int(),
    reserved: int(),
    /** The stocktake that has frozen the location: who moves what lies there meets it under the lock of this row. */
    frozenBy: nullable(id()),
  },
  key: ['itemId', 'locationId'],
  indexes: [{ name: 'byLocation', columns: ['locationId', 'itemId'] }],
  derived: true,
  branch: 'branch',
})

/** What is left of goods received, the first first: of items that are valued so. */
export const inventoryLayers = defineTable({
  name: 'inventory_layers',
  columns: {
    movementId: id(),
    line: int(),
    branch: id(),
    itemId: id(),
    at: instant(),
    quantity: int(),
    value: money(),
    /** 1 while something is left, then 0: a counter, so that many layers change in one statement. */
    open: int(),
  },
  key: ['movementId', 'line'],
  indexes: [{ name: 'open', columns: ['branch', 'itemId', 'open', 'at', 'movementId', 'line'] }],
  derived: true,
  branch: 'branch',
})

/** Goods of one making, with the day on which they expire. */
export const inventoryLots = defineTable({
  name: 'inventory_lots',
  columns: { id: id(), itemId: id(), number: text(80), expiresOn: nullable(date()) },
  uniques: [{ name: 'number', columns: ['itemId', 'number'] }],
  indexes: [{ name: 'expiry', columns: ['expiresOn', 'id'] }],
})

/** What of a lot lies at a location. */
export const inventoryLotStock = defineTable({
  name: 'inventory_lot_stock',
  columns: { lotId: id(), locationId: id(), itemId: id(), branch: id(), onHand: int() },
  key: ['lotId', 'locationId'],
  indexes: [{ name: 'item', columns: ['itemId', 'locationId'] }],
  derived: true,
  branch: 'branch',
})

/** Single things with a number of their own: a camera, a dress. The value is what it cost. They may go from branch to branch. */
export const inventorySerials = defineTable({
  name: 'inventory_serials',
  columns: {
    id: id(),
    itemId: id(),
    serial: text(80),
    branch: id(),
    /** Null where it is not in stock. */
    locationId: nullable(id()),
    /** inStock, out (sold, wasted, sent back) or inTransit. */
    status: text(10),
    currency: text(3),
    cost: money(),
    acquiredOn: date(),
    /** The reservation that it is promised by. */
    reservedBy: nullable(id()),
  },
  uniques: [{ name: 'serial', columns: ['itemId', 'serial'] }],
  indexes: [
    { name: 'location', columns: ['locationId', 'itemId'] },
    { name: 'item', columns: ['itemId', 'status', 'id'] },
  ],
})

/** Quantities and values that moved in a day, month or year, so that stock at any moment costs by days and not by movements. */
export const inventoryTotals = defineTable({
  name: 'inventory_totals',
  columns: {
    branch: id(),
    /** As ISO 8601 writes it: `2026-11-22`, `2026-11`, `2026`. */
    period: text(10),
    itemId: id(),
    locationId: id(),
    kind: text(20),
    quantity: int(),
    /** By the day of the books; of a change of place zero. */
    value: money(),
  },
  key: ['period', 'branch', 'itemId', 'locationId', 'kind'],
  indexes: [{ name: 'item', columns: ['itemId', 'period', 'branch', 'locationId', 'kind', 'quantity', 'value'] }],
  derived: true,
  branch: 'branch',
})

/** Stock that is promised. What is promised in all stands in `inventory_stock`. */
export const inventoryReservations = defineTable({
  name: 'inventory_reservations',
  columns: {
    id: id(),
    branch: id(),
    itemId: id(),
    locationId: id(),
    quantity: int(),
    /** Of the quantity, what was neither issued nor released yet. */
    open: int(),
    orderId: nullable(id()),
    orderLineId: nullable(id()),
    reference: nullable(text(80)),
    serialId: nullable(id()),
    /** Released by itself after this. */
    expiresAt: nullable(instant()),
    at: instant(),
    actor: text(200),
  },
  indexes: [
    { name: 'order', columns: ['orderId', 'open'] },
    { name: 'line', columns: ['orderLineId', 'open'] },
    { name: 'item', columns: ['itemId', 'locationId', 'open'] },
    { name: 'expiry', columns: ['expiresAt', 'open'] },
    { name: 'serial', columns: ['serialId', 'open'] },
  ],
  branch: 'branch',
})

/** Goods on their way to another branch, or received there. */
export const inventoryTransfers = defineTable({
  name: 'inventory_transfers',
  columns: {
    id: id(),
    /** The branch that sent it. */
    branch: id(),
    fromLocationId: id(),
    toBranch: id(),
    toLocationId: id(),
    /** inTransit, received or returned. */
    status: text(10),
    /** `[{ itemId, quantity, value, lotId, serialId }]` as sent. */
    lines: json(),
    currency: text(3),
    sentAt: instant(),
    receivedAt: nullable(instant()),
  },
  indexes: [
    { name: 'to', columns: ['toBranch', 'status', 'id'] },
    { name: 'from', columns: ['branch', 'status', 'id'] },
  ],
})

export type StockItemRow = RowOf<typeof inventoryItems>
export type LocationRow = RowOf<typeof inventoryLocations>
export type MovementRow = RowOf<typeof inventoryMovements>
export type MovementLineRow = RowOf<typeof inventoryLines>
export type PoolRow = RowOf<typeof inventoryPools>
export type StockRow = RowOf<typeof inventoryStock>
export type SerialRow = RowOf<typeof inventorySerials>
export type LotRow = RowOf<typeof inventoryLots>
export type ReservationRow = RowOf<typeof inventoryReservations>
