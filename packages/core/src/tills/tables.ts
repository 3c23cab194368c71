/** What the tills keep: drawers and shifts as they stand; counts, reviews and day closes as facts. */
import { bool, date, id, instant, int, json, money, nullable, text } from '../storage/column.ts'
import { defineTable, type RowOf } from '../storage/table.ts'

/**
 * Drawers. The row names the shift that is open, and is what every entry of that shift and its closing lock: it is changed
 * when a shift opens or closes, never by a sale. Found whatever branches an actor reaches: whose drawer it is decides whether
 * its cash may be touched, and who may not see it must not take it for nobody's.
 */
export const tills = defineTable({
  name: 'tills',
  columns: {
    /** Stands in the account `Cash:Till:<code>`, so no two branches share one. */
    code: id(),
    branch: id(),
    name: text(100),
    active: bool(),
    /** Whether cash may come and go while no shift is open. */
    cashOutsideShift: bool(),
    shiftId: nullable(id()),
    /** Whose shift it is. */
    cashier: nullable(text(200)),
  },
  key: ['code'],
  indexes: [
    { name: 'branch', columns: ['branch'] },
    // So that a sale locks the till of its cashier and no other on its way there.
    { name: 'cashier', columns: ['branch', 'cashier'] },
  ],
})

/** Shifts: one cashier at one till. */
export const tillsShifts = defineTable({
  name: 'tills_shifts',
  columns: {
    id: id(),
    branch: id(),
    till: id(),
    cashier: text(200),
    /** The business date on which it was opened; its day cannot be closed before it is. */
    businessDate: date(),
    openedAt: instant(),
    openedBy: text(200),
    currency: text(3),
    /** What the books said to be in the drawer before it was counted. */
    carried: money(),
    /** What was counted. */
    float: money(),
    /** How the float was counted, where it was by denomination. */
    denominations: nullable(json()),
    /** Foreign cash at the opening, currency by currency: see foreign-drawer.ts. Null where there was none. */
    foreign: nullable(json()),
    /** The shift whose cash was handed over. */
    handedFrom: nullable(id()),
    open: bool(),
    closedAt: nullable(instant()),
    /** What stayed in the drawer when it was closed: what the next shift carries. */
    left: nullable(money()),
    /** The same of foreign cash. */
    foreignLeft: nullable(json()),
  },
  indexes: [
    { name: 'till', columns: ['till', 'openedAt', 'id'] },
    { name: 'day', columns: ['branch', 'businessDate', 'id'] },
    { name: 'open', columns: ['open', 'branch'] },
  ],
  branch: 'branch',
})

/** What was counted when a shift was closed, held against what the books expected. */
export const tillsCounts = defineTable({
  name: 'tills_counts',
  columns: {
    shiftId: id(),
    branch: id(),
    till: id(),
    cashier: text(200),
    /** The shift's. */
    businessDate: date(),
    /** The number of the report, without gaps in its branch. */
    number: text(80),
    countedBy: text(200),
    at: instant(),
    currency: text(3),
    expected: money(),
    counted: money(),
    /** counted − expected: above zero where the drawer was over. It is a posted entry. */
    difference: money(),
    toSafe: money(),
    denominations: nullable(json()),
    /** Foreign cash, currency by currency: see foreign-drawer.ts. Null where there is none. */
    foreign: nullable(json()),
    /** The other methods: what was expected, and what slips and terminals said. */
    methods: json(),
    handedTo: nullable(text(200)),
    /** Never personal data. */
    note: nullable(text(500)),
  },
  key: ['shiftId'],
  indexes: [{ name: 'day', columns: ['branch', 'businessDate', 'shiftId'] }],
  appendOnly: true,
  branch: 'branch',
})

/** What a second person said of a receipt. */
export const tillsReviews = defineTable({
  name: 'tills_reviews',
  columns: {
    receiptId: id(),
    branch: id(),
    /** The receipt's. */
    businessDate: date(),
    /** approved or rejected. */
    decision: text(10),
    /** Never personal data. */
    reason: nullable(text(500)),
    reviewer: text(200),
    at: instant(),
    /** The entry that corrects it. */
    correctionId: nullable(id()),
  },
  key: ['receiptId'],
  indexes: [{ name: 'day', columns: ['branch', 'businessDate'] }],
  appendOnly: true,
  branch: 'branch',
})

/** Every closing and reopening of a branch's day. A later close supersedes an earlier one and edits nothing. */
export const tillsDays = defineTable({
  name: 'tills_days',
  columns: {
    id: id(),
    branch: id(),
    businessDate: date(),
    /** 1, 2, 3 … over the closings and reopenings of one day. */
    revision: int(),
    /** closed or reopened. */
    kind: text(10),
    /** The number of a close, without gaps in its branch. */
    number: nullable(text(80)),
    at: instant(),
    actor: text(200),
    /** Never personal data. */
    reason: nullable(text(500)),
    /** The close that this one supersedes. */
    supersedesId: nullable(id()),
    /** Of a close: where the hash chain of the branch ended, with every entry of the day in it. */
    headHash: nullable(text(128)),
    headSequence: nullable(int()),
    /** What was closed: see day-totals.ts. */
    document: nullable(json()),
  },
  uniques: [{ name: 'revision', columns: ['branch', 'businessDate', 'revision'] }],
  appendOnly: true,
  branch: 'branch',
})

export type TillRow = RowOf<typeof tills>
export type ShiftRow = RowOf<typeof tillsShifts>
export type CountRow = RowOf<typeof tillsCounts>
export type DayRow = RowOf<typeof tillsDays>
