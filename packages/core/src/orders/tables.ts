/** Orders and their lines. */
import {
  backfilled,
  bool,
  date,
  decimal,
  id,
  instant,
  int,
  json,
  money,
  nullable,
  personal,
  text,
} from '../storage/column.ts'
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
    /** When the customer was promised to have it: stages that count back from it are due by it. */
    promisedDate: nullable(date()),
    cancelledAt: nullable(instant()),
    cancelReason: personal(nullable(text(500))),
    /** Rises by one with every change of the order or of a line. */
    revision: int(),
    /** The number of the last line, so that the next needs no look at the others. */
    lastLine: int(),
    /** The rules of cancellation when it was placed, and those that were signed since: see `cancellation-rules.ts`. */
    rulesPlaced: nullable(json()),
    rulesSigned: nullable(json()),
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
    /** The version of the item that was sold; null for imported lines, and those sold before versions were kept. */
    itemVersion: nullable(int()),
    itemCode: text(60),
    /** The code of the variant, of an item with variants. */
    variant: nullable(text(60)),
    /** What was chosen of its options, with the words and prices of then. */
    options: nullable(json()),
    /** The bundle that it was sold in: `{ item, itemId, itemVersion, name }`. */
    bundle: nullable(json()),
    /** The number of the line that it is an add-on of. */
    addOnTo: nullable(int()),
    /** The day that it is for, where that is not the day on which it was sold. */
    forDate: nullable(date()),
    name: text(200),
    /** The same in English, with the variant; null where the item has no such name. */
    nameEn: nullable(text(320)),
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
    /** Why it costs what it costs: the steps of its price, whose changes add up to the amount; null where they follow from the line. */
    priceTrace: nullable(json()),
    origin: text(20),
    /** The flow that it walks, in the version that it began with. */
    flow: backfilled(text(40), 'handover'),
    flowVersion: backfilled(text(20), '1'),
    /** Where a line was sold that was added to an order: `counter`, `selection`, `pickup` or a word of the studio's own; null with its order. */
    soldPlace: nullable(text(20)),
    /** When it was sold; null where only the date is known. */
    soldAt: nullable(instant()),
    stage: text(20),
    stageChangedAt: instant(),
    /** The business date of `stageChangedAt`. */
    stageDate: date(),
    /** Who brought it there. */
    stageChangedBy: nullable(text(200)),
    /** What its stage makes of it: see `standing.ts` of the stages. */
    progress: backfilled(text(12), 'ordered'),
    handsOver: backfilled(bool(), true),
    /** What it waits for, whose work that is, who has to act and by when; null at the end of its flow. */
    nextStage: nullable(text(20)),
    department: nullable(text(40)),
    turn: nullable(text(10)),
    stageDue: nullable(date()),
    /** Who is to do it. */
    assigneeId: nullable(id()),
    /** Why it is held (see `side-states.ts`); null where it is not. */
    hold: nullable(text(10)),
    /** `rework` or `reshoot` while it is done again, and the stage with which that ends. */
    redo: nullable(text(10)),
    redoUntil: nullable(text(20)),
    /** The business date of its shoot: planned until it was shot. */
    shootDate: nullable(date()),
    /** The business date on which it was handed over, however often that was. */
    pickedUpDate: nullable(date()),
    sellerId: nullable(id()),
    /** What a package includes, as it was when it was sold. */
    entitlements: nullable(json()),
    note: personal(nullable(text(500))),
  },
  uniques: [{ name: 'line', columns: ['orderId', 'line'] }],
  indexes: [
    { name: 'byStage', columns: ['branch', 'stage', 'stageChangedAt', 'id'] },
    { name: 'byDue', columns: ['branch', 'stageDue', 'id'] },
    { name: 'byDepartment', columns: ['branch', 'department', 'stageDue', 'id'] },
    { name: 'byAssignee', columns: ['assigneeId', 'stageDue', 'id'] },
    { name: 'byPickup', columns: ['pickedUpDate'] },
    { name: 'bySoldDate', columns: ['soldDate'] },
  ],
  branch: 'branch',
  subject: { kind: 'customer', column: 'customerId' },
})

/** What happened to a line on its way, oldest first by id. A stage that was left says when it was entered, so nothing is written when a line begins. */
export const ordersStageChanges = defineTable({
  name: 'orders_stage_changes',
  columns: {
    id: id(),
    branch: id(),
    orderId: id(),
    lineId: id(),
    customerId: id(),
    /** See `stage-changes.ts`. */
    kind: text(10),
    flow: text(40),
    flowVersion: text(20),
    /** Where the line stood, since when, and who was waited for. */
    stage: text(20),
    enteredAt: instant(),
    enteredDate: date(),
    turn: nullable(text(10)),
    /** Where it went; null where it stayed. */
    toStage: nullable(text(20)),
    /** When it left; null where it stayed. */
    leftAt: nullable(instant()),
    at: instant(),
    businessDate: date(),
    actor: text(200),
    /** Whose work brought it to `toStage`; of an assignment, whose work it is. */
    department: nullable(text(40)),
    /** Who was to do it; of an assignment, who is. */
    assigneeId: nullable(id()),
    /** By when it was due; of an assignment or a promise, by when it is. */
    stageDue: nullable(date()),
    /** Stages that were passed over. */
    skipped: nullable(json()),
    /** What was answered, by the name of the check. */
    checks: nullable(json()),
    result: nullable(text(40)),
    /** Why it is held or done again. */
    cause: nullable(text(40)),
    /** Who pays for what is done again. */
    payer: nullable(text(10)),
    /** Who did first what is done again: `[{ stage, staffId }]`. */
    firstAuthors: nullable(json()),
    /** In words. Never personal data. */
    note: nullable(text(500)),
  },
  indexes: [
    { name: 'order', columns: ['orderId', 'id'] },
    { name: 'left', columns: ['branch', 'stage', 'leftAt', 'id'] },
    { name: 'reached', columns: ['toStage', 'businessDate'] },
  ],
  appendOnly: true,
  branch: 'branch',
  subject: { kind: 'customer', column: 'customerId' },
})

/** Decimals of weights, quantities and qualities. */
export const workScale = 4

/** Who did what of a stage. A correction takes a record back by one with the opposite numbers, and records anew. */
export const ordersWork = defineTable({
  name: 'orders_work',
  columns: {
    id: id(),
    branch: id(),
    orderId: id(),
    lineId: id(),
    customerId: id(),
    /** The change that brought the line to the stage; null where the work was recorded later. */
    changeId: nullable(id()),
    stage: text(20),
    department: text(40),
    staffId: id(),
    role: nullable(text(40)),
    /** The person's part of the stage, in per cent. */
    weight: decimal(workScale),
    quantity: decimal(workScale),
    minutes: int(),
    /** 0 to 5; 0 where `rated` is 0. */
    quality: decimal(workScale),
    /** 1 where the quality was rated, else 0; below zero where that is taken back. */
    rated: int(),
    /** 1, or −1 for a record that takes another back: sums of it count records. */
    count: int(),
    /** Whether the stage was done again: `rework` or `reshoot`. */
    redo: nullable(text(10)),
    /** Whether who does it again did it before: rework pays its first author nothing more. */
    again: bool(),
    workDate: date(),
    at: instant(),
    /** Who recorded it. */
    actor: text(200),
    reversesId: nullable(id()),
    /** Why it was taken back. Never personal data. */
    note: nullable(text(500)),
  },
  uniques: [{ name: 'reverses', columns: ['reversesId'] }],
  indexes: [
    { name: 'line', columns: ['lineId', 'stage'] },
    { name: 'department', columns: ['branch', 'workDate', 'department'] },
    { name: 'staff', columns: ['staffId', 'workDate'] },
  ],
  appendOnly: true,
  branch: 'branch',
  subject: { kind: 'customer', column: 'customerId' },
})

/** What was cancelled of orders, and what was kept for it. The money is an entry of the ledger; here is how it came about. */
export const ordersCancellations = defineTable({
  name: 'orders_cancellations',
  columns: {
    id: id(),
    branch: id(),
    orderId: id(),
    customerId: id(),
    /** The revision of the order that the cancellation made. */
    revision: int(),
    /** Whether the whole order was cancelled. */
    whole: bool(),
    /** The lines with what each was charged: see `cancellationShape`. */
    lines: json(),
    currency: text(3),
    /** What the lines cost. */
    amount: money(),
    /** What the policy would have kept. */
    byPolicy: money(),
    /** What was kept. */
    forfeited: money(),
    /** What went back at once. */
    refunded: money(),
    /** The entry in the ledger; null where no money moved. */
    entryId: nullable(id()),
    /** Why, of lines; that of a whole order stands on the order. Never personal data. */
    reason: nullable(text(500)),
    approver: nullable(text(200)),
    actor: text(200),
    at: instant(),
    businessDate: date(),
  },
  uniques: [{ name: 'revision', columns: ['orderId', 'revision'] }],
  appendOnly: true,
  branch: 'branch',
  subject: { kind: 'customer', column: 'customerId' },
})

/** Lines that became other items: what they were, what they are, and why they cost what they cost. */
export const ordersExchanges = defineTable({
  name: 'orders_exchanges',
  columns: {
    id: id(),
    branch: id(),
    orderId: id(),
    lineId: id(),
    customerId: id(),
    /** The revision of the order that the exchange made. */
    revision: int(),
    /** The line before and after: see `exchangedLine` in `present-exchange.ts`. */
    before: json(),
    after: json(),
    /** By which prices: `today`, `daySold`, or the difference that the item's `upgrade` names. */
    prices: text(10),
    currency: text(3),
    amountBefore: money(),
    amount: money(),
    /** Who sold the exchange. The line itself stays with who sold it. */
    sellerId: nullable(id()),
    /** Why. Never personal data. */
    reason: nullable(text(500)),
    approver: nullable(text(200)),
    actor: text(200),
    at: instant(),
    businessDate: date(),
  },
  uniques: [{ name: 'revision', columns: ['orderId', 'revision'] }],
  indexes: [
    { name: 'date', columns: ['businessDate', 'id'] },
    { name: 'seller', columns: ['sellerId', 'businessDate'] },
  ],
  appendOnly: true,
  branch: 'branch',
  subject: { kind: 'customer', column: 'customerId' },
})

export type ExchangeRow = RowOf<typeof ordersExchanges>
export type StageChangeRow = RowOf<typeof ordersStageChanges>
export type WorkRow = RowOf<typeof ordersWork>
export type OrderRow = RowOf<typeof orders>
export type OrderLineRow = RowOf<typeof ordersLines>
