/** Images of shoots, what customers pick of them, and what was used of packages. */
import { bool, date, id, instant, int, json, nullable, personal, text } from '../storage/column.ts'
import { defineTable, type RowOf } from '../storage/table.ts'

/** One row a shoot of an order: the images that were taken at one time. */
export const selectionShoots = defineTable({
  name: 'selection_shoots',
  columns: {
    id: id(),
    branch: id(),
    orderId: id(),
    customerId: id(),
    /** 1, 2, 3 … within the order. */
    number: int(),
    name: text(100),
    /** What the host calls it: a booking, a folder. */
    reference: nullable(text(200)),
    shotDate: nullable(date()),
    registeredAt: instant(),
    imageCount: int(),
    /** Batches that came in so far. */
    batches: int(),
  },
  uniques: [{ name: 'number', columns: ['orderId', 'number'] }],
  branch: 'branch',
  subject: { kind: 'customer', column: 'customerId' },
})

/** One row an image, never the file itself: where the host keeps it. */
export const selectionImages = defineTable({
  name: 'selection_images',
  columns: {
    id: id(),
    branch: id(),
    orderId: id(),
    shootId: id(),
    batch: int(),
    /** 1, 2, 3 … within the shoot. */
    sequence: int(),
    reference: text(500),
    registeredAt: instant(),
  },
  uniques: [
    { name: 'sequence', columns: ['shootId', 'sequence'] },
    { name: 'reference', columns: ['shootId', 'reference'] },
  ],
  appendOnly: true,
  branch: 'branch',
})

/** One row for each image that somebody judged. */
export const selectionMarks = defineTable({
  name: 'selection_marks',
  columns: {
    imageId: id(),
    branch: id(),
    shootId: id(),
    sequence: int(),
    /** 1 to 5; 0 for none. */
    rating: int(),
    /** Not shown to the customer. */
    hidden: bool(),
    markedBy: id(),
    markedAt: instant(),
  },
  key: ['imageId'],
  indexes: [{ name: 'byRating', columns: ['shootId', 'rating', 'sequence'] }],
  branch: 'branch',
})

/** One row a later version of an image: pre-edited, retouched. */
export const selectionVersions = defineTable({
  name: 'selection_versions',
  columns: {
    id: id(),
    branch: id(),
    orderId: id(),
    imageId: id(),
    /** `preEdited`, `retouched`, or a word of the studio's own. */
    kind: text(40),
    reference: text(500),
    addedBy: id(),
    addedAt: instant(),
  },
  uniques: [{ name: 'reference', columns: ['imageId', 'reference'] }],
  appendOnly: true,
  branch: 'branch',
})

/** One row a selection of one line of an order, as its changes, confirmations and reopenings make it. */
export const selectionSelections = defineTable({
  name: 'selection_selections',
  columns: {
    id: id(),
    branch: id(),
    orderId: id(),
    lineId: id(),
    /** 1, 2, 3 … of its line. */
    number: int(),
    /** `open`, `confirmed`, or `closed` where its line was cancelled while it was open. */
    state: text(12),
    /** Whether images on products are retouched; see the settings. */
    retouchPlaced: bool(),
    /** What is picked; see `content.ts`. */
    content: json(),
    /** What else was used of the line: no other selection of it changes while one is open. */
    before: json(),
    /** While it is confirmed: what it uses of the package and beyond it; see `entitlement.ts`. Empty while it is open. */
    counted: json(),
    /** While it is confirmed: the lines that were sold for it. */
    soldLines: json(),
    confirmationId: nullable(id()),
    /** When it came to its state. */
    stateAt: instant(),
    openedAt: instant(),
    openedBy: id(),
    /** Rises by one with every change. */
    revision: int(),
    /** The number of its last change, and of the one that undo would take back; 0 for none. */
    lastChange: int(),
    undoable: int(),
  },
  uniques: [{ name: 'number', columns: ['lineId', 'number'] }],
  indexes: [
    { name: 'byOrder', columns: ['orderId', 'lineId', 'number'] },
    { name: 'byState', columns: ['state', 'stateAt', 'id'] },
  ],
  derived: true,
  branch: 'branch',
})

/** Every change of a selection. */
export const selectionChanges = defineTable({
  name: 'selection_changes',
  columns: {
    selectionId: id(),
    number: int(),
    branch: id(),
    /** `pick`, `unpick`, `compose`, `drop` or `undo`. */
    kind: text(12),
    /** What it added and removed; see `content.ts`. */
    change: json(),
    /** The change that undo would take back once this one is undone; 0 for none. */
    below: int(),
    actor: id(),
    at: instant(),
  },
  key: ['selectionId', 'number'],
  appendOnly: true,
  branch: 'branch',
})

/** What customers confirmed: kept as it was, with its hash. */
export const selectionConfirmations = defineTable({
  name: 'selection_confirmations',
  columns: {
    id: id(),
    branch: id(),
    selectionId: id(),
    orderId: id(),
    lineId: id(),
    customerId: id(),
    /** The revision of the selection that was confirmed. */
    revision: int(),
    confirmedAt: instant(),
    actor: id(),
    /** The words that were signed. */
    text: text(5000),
    /** What was confirmed, with the words and the time: what the hash is of. */
    content: json(),
    hash: text(64),
  },
  indexes: [{ name: 'bySelection', columns: ['selectionId', 'confirmedAt'] }],
  appendOnly: true,
  branch: 'branch',
  subject: { kind: 'customer', column: 'customerId' },
})

/** Who signed, apart from what was signed, so that a person can be erased. */
export const selectionSignatures = defineTable({
  name: 'selection_signatures',
  columns: {
    confirmationId: id(),
    branch: id(),
    customerId: id(),
    signer: personal(text(100)),
    /** `signature`, `onScreen`, `code`, or a word of the studio's own. */
    method: text(40),
    /** Where the host keeps the picture of the signature. */
    reference: personal(nullable(text(500))),
  },
  key: ['confirmationId'],
  branch: 'branch',
  subject: { kind: 'customer', column: 'customerId' },
})

/** What is wished for when an image is retouched: one row an image of a selection. */
export const selectionWishes = defineTable({
  name: 'selection_wishes',
  columns: {
    selectionId: id(),
    imageId: id(),
    branch: id(),
    customerId: id(),
    /** In the words of who said it. */
    text: personal(nullable(text(500))),
    /** Words of the studio's own, such as `skin` or `background`. */
    flags: json(),
    wishedBy: id(),
    wishedAt: instant(),
  },
  key: ['selectionId', 'imageId'],
  branch: 'branch',
  subject: { kind: 'customer', column: 'customerId' },
})

/** Confirmations that no longer stand, and why. */
export const selectionReopenings = defineTable({
  name: 'selection_reopenings',
  columns: {
    confirmationId: id(),
    branch: id(),
    selectionId: id(),
    reason: text(500),
    actor: id(),
    at: instant(),
  },
  key: ['confirmationId'],
  appendOnly: true,
  branch: 'branch',
})

/** What was used of a package beside selections: looks, outfits, scenes. */
export const selectionUses = defineTable({
  name: 'selection_uses',
  columns: {
    id: id(),
    branch: id(),
    orderId: id(),
    lineId: id(),
    customerId: id(),
    entitlement: text(20),
    code: nullable(text(60)),
    variant: nullable(text(60)),
    /** Within the package, and beyond it; negative where a use is taken back. */
    included: int(),
    extra: int(),
    /** The lines that were sold for what is beyond it. */
    soldLines: json(),
    place: text(20),
    businessDate: date(),
    at: instant(),
    actor: id(),
    /** The use that this takes back, and why. */
    reverses: nullable(id()),
    reason: nullable(text(500)),
  },
  uniques: [{ name: 'reverses', columns: ['reverses'] }],
  indexes: [{ name: 'byOrder', columns: ['orderId', 'lineId'] }],
  appendOnly: true,
  branch: 'branch',
  subject: { kind: 'customer', column: 'customerId' },
})

/** Who sold a line, where it was not its one seller alone. */
export const selectionCredits = defineTable({
  name: 'selection_credits',
  columns: {
    lineId: id(),
    staffId: id(),
    branch: id(),
    orderId: id(),
    weight: int(),
    at: instant(),
  },
  key: ['lineId', 'staffId'],
  appendOnly: true,
  branch: 'branch',
})

/** Tables of prices as they stand. */
export const selectionPriceTables = defineTable({
  name: 'selection_price_tables',
  columns: {
    code: text(60),
    tableVersion: int(),
    content: json(),
    active: bool(),
  },
  key: ['code'],
})

/** Every version of every table of prices. */
export const selectionPriceVersions = defineTable({
  name: 'selection_price_versions',
  columns: { code: text(60), tableVersion: int(), content: json(), active: bool(), at: instant(), actor: id() },
  key: ['code', 'tableVersion'],
  appendOnly: true,
})

export type ShootRow = RowOf<typeof selectionShoots>
export type ImageRow = RowOf<typeof selectionImages>
export type WishRow = RowOf<typeof selectionWishes>
export type SelectionRow = RowOf<typeof selectionSelections>
export type ConfirmationRow = RowOf<typeof selectionConfirmations>
export type UseRow = RowOf<typeof selectionUses>
export type PriceTableRow = RowOf<typeof selectionPriceTables>
