/** What sold things need of the stock: as it is set by item, as each line keeps it, and with what it was met. */
import { bool, id, instant, int, json, nullable, text } from '../storage/column.ts'
import { defineTable, type RowOf } from '../storage/table.ts'

/** One row an item of the catalogue that needs something, as it stands; see `needs-book.ts` for how sales read it. */
export const suppliesItemNeeds = defineTable({
  name: 'supplies_item_needs',
  columns: {
    /** The item of the catalogue. */
    soldItemId: id(),
    code: text(60),
    needsVersion: int(),
    /** See `item-needs.ts`. Empty where nothing is needed any more. */
    needs: json(),
  },
  key: ['soldItemId'],
  uniques: [{ name: 'code', columns: ['code'] }],
})

/** Every version of them: a line names the one by which it was sold. */
export const suppliesItemNeedVersions = defineTable({
  name: 'supplies_item_need_versions',
  columns: { soldItemId: id(), needsVersion: int(), at: instant(), needs: json() },
  key: ['soldItemId', 'needsVersion'],
  appendOnly: true,
})

/** What a line of an order needs of the stock, as it was when the line was sold. Its order is locked by whoever changes it. */
export const suppliesLineNeeds = defineTable({
  name: 'supplies_line_needs',
  columns: {
    id: id(),
    /** That of the order: there it is promised. */
    branch: id(),
    lineId: id(),
    needsVersion: int(),
    /** The item of the inventory. */
    itemId: id(),
    locationId: id(),
    /** Units for one that is sold. */
    perSold: int(),
    /** The stage that takes it; null for what is handed over. */
    stage: nullable(text(20)),
    /** Whether it is promised when the line is sold. */
    reserves: bool(),
    /** Whether it may be sold beyond what is there. */
    beyondStock: bool(),
    /** Units, for the quantity of the line. */
    wanted: int(),
    /** Of these, what left the stock for the line and did not come back. */
    taken: int(),
    /** What is still to be taken; zero once it is closed. */
    outstanding: int(),
    /** Units taken beside these because work was done again: in all, and since it was last sent back. */
    redone: int(),
    again: int(),
    /** Nothing is taken for it any more: the line was cancelled, or handed over without it. */
    closed: bool(),
    /** What was promised to it ended because nobody had paid for the order. */
    lapsed: bool(),
  },
  indexes: [
    { name: 'line', columns: ['lineId'] },
    { name: 'open', columns: ['branch', 'itemId', 'outstanding'] },
  ],
  branch: 'branch',
})

/** Which line of a movement met which need. What comes back is below zero, and names what it had been taken by. */
export const suppliesUses = defineTable({
  name: 'supplies_uses',
  columns: {
    movementId: id(),
    movementLine: int(),
    branch: id(),
    needId: id(),
    lineId: id(),
    /** stage, delivery, or redo for what is done again. */
    kind: text(10),
    quantity: int(),
    /** The line that took it: of what was taken, itself. */
    takenBy: id(),
    takenLine: int(),
    at: instant(),
  },
  key: ['movementId', 'movementLine'],
  indexes: [{ name: 'line', columns: ['lineId'] }],
  appendOnly: true,
  branch: 'branch',
})

export type ItemNeedsRow = RowOf<typeof suppliesItemNeeds>
export type LineNeedRow = RowOf<typeof suppliesLineNeeds>
export type UseRow = RowOf<typeof suppliesUses>
