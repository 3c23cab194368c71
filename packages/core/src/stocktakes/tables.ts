/** What stocktakes keep: what was counted and posted as facts; each counted place as it stands. */
import { bool, date, id, instant, int, json, money, nullable, text } from '../storage/column.ts'
import { defineTable, type RowOf } from '../storage/table.ts'

export const stocktakesStocktakes = defineTable({
  name: 'stocktakes_stocktakes',
  columns: {
    id: id(),
    branch: id(),
    /** On the count sheets, without gaps in a branch and year. */
    number: text(80),
    /** open, posted or cancelled. */
    status: text(10),
    /** The ids of the locations that are counted, bins included. */
    locations: json(),
    /** Only items of this kind; null for any. */
    kind: nullable(text(10)),
    category: nullable(text(60)),
    /** Only these, by their ids; null for all. */
    items: nullable(json()),
    /** Whether counters do not see what the books say. */
    blind: bool(),
    /** Whether nothing moves at its locations until it ends. */
    frozen: bool(),
    /** Never personal data. */
    note: nullable(text(500)),
    openedAt: instant(),
    openedBy: text(200),
    endedAt: nullable(instant()),
    endedBy: nullable(text(200)),
  },
  uniques: [{ name: 'number', columns: ['branch', 'number'] }],
  indexes: [{ name: 'status', columns: ['branch', 'status', 'id'] }],
  branch: 'branch',
})

/** Count sheets: what somebody saw at a location at a moment, and what the books said of it. */
export const stocktakesCounts = defineTable({
  name: 'stocktakes_counts',
  columns: {
    id: id(),
    branch: id(),
    stocktakeId: id(),
    locationId: id(),
    counter: text(200),
    /** When the goods were seen. */
    asOf: instant(),
    /** When it was written down. */
    at: instant(),
    /** `[{ itemId, lotId, counted, serials, book }]`: `serials` are the ids of the units seen. */
    lines: json(),
  },
  indexes: [{ name: 'stocktake', columns: ['stocktakeId', 'id'] }],
  appendOnly: true,
  branch: 'branch',
})

/** What of an item, or of a lot of it, was counted at a location: the count that stands. */
export const stocktakesLines = defineTable({
  name: 'stocktakes_lines',
  columns: {
    stocktakeId: id(),
    locationId: id(),
    itemId: id(),
    /** Empty where the item has no lots. */
    lotId: text(64),
    branch: id(),
    countId: id(),
    counter: text(200),
    asOf: instant(),
    counted: int(),
    /** The ids of the units seen, of what has serials. */
    serials: json(),
    /** What the books said, as was known when it was counted; from its posting on, as was known then. */
    book: int(),
    /** Every count of it: `[{ countId, counter, difference }]`, `difference` as text that two equal findings share. */
    history: json(),
    /** Whether somebody else must count it again. */
    recount: bool(),
    isPosted: bool(),
    postedOn: nullable(date()),
    /** Counted less book, with what was dated back since it was posted. */
    difference: int(),
    /** Units that were found (1) or missing (−1), by id. */
    units: json(),
    /** Whether neither quantity nor units differ. */
    exact: bool(),
    currency: text(3),
    /** What the difference was worth in the books. */
    value: money(),
  },
  key: ['stocktakeId', 'locationId', 'itemId', 'lotId'],
  indexes: [
    { name: 'posted', columns: ['itemId', 'locationId', 'isPosted', 'asOf'] },
    { name: 'date', columns: ['branch', 'postedOn'] },
  ],
  derived: true,
  branch: 'branch',
})

/** What came of a stocktake. Its key lets none be posted twice. */
export const stocktakesPostings = defineTable({
  name: 'stocktakes_postings',
  columns: {
    stocktakeId: id(),
    branch: id(),
    businessDate: date(),
    at: instant(),
    actor: text(200),
    /** The second person; null where none was needed. */
    approver: nullable(text(200)),
    /** The ids of the movements that put the stock right. */
    movements: json(),
    /** How many places were counted, and of how many the books were right. */
    lines: int(),
    exact: int(),
    currency: text(3),
    /** What was found more, and what was missing: both above zero. */
    surplus: money(),
    shortage: money(),
  },
  key: ['stocktakeId'],
  appendOnly: true,
  branch: 'branch',
})

/** Movements that were dated before a count after it had been posted: what was counted stands, its difference changed. */
export const stocktakesLate = defineTable({
  name: 'stocktakes_late',
  columns: {
    id: id(),
    branch: id(),
    stocktakeId: id(),
    locationId: id(),
    itemId: id(),
    /** Empty where the item has no lots. */
    lotId: text(64),
    serialId: nullable(id()),
    /** The movement that was dated back. */
    causeId: id(),
    /** The movement that keeps the stock as it was counted. */
    movementId: id(),
    /** Added to the difference. */
    quantity: int(),
    currency: text(3),
    value: money(),
    at: instant(),
    actor: text(200),
  },
  indexes: [{ name: 'stocktake', columns: ['stocktakeId', 'id'] }],
  appendOnly: true,
  branch: 'branch',
})

export type StocktakeRow = RowOf<typeof stocktakesStocktakes>
export type CountedLineRow = RowOf<typeof stocktakesLines>
export type PostingRow = RowOf<typeof stocktakesPostings>
