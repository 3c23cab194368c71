/** What is done with lines between the selection and the shelf: what happened as facts, and where things stand, which follows from them. */
import { date, id, instant, int, json, nullable, personal, text } from '../storage/column.ts'
import { defineTable, type RowOf } from '../storage/table.ts'

/** What happened, oldest first by id. */
export const productionFacts = defineTable({
  name: 'production_facts',
  columns: {
    id: id(),
    branch: id(),
    orderId: id(),
    lineId: id(),
    /** See `keep-fact.ts`. */
    kind: text(20),
    /** The round, proof, piece or rush that it happened to. */
    subjectId: id(),
    at: instant(),
    businessDate: date(),
    actor: text(200),
    /** Why something is done again, and who pays. */
    cause: nullable(text(40)),
    payer: nullable(text(10)),
    /** Images, spreads or pieces that it is about. */
    quantity: int(),
    content: json(),
    /** In words. Never personal data. */
    note: nullable(text(500)),
  },
  indexes: [
    { name: 'line', columns: ['lineId', 'id'] },
    { name: 'date', columns: ['branch', 'businessDate', 'kind'] },
  ],
  appendOnly: true,
  branch: 'branch',
})

/** One row for each line that something was done with. */
export const productionLines = defineTable({
  name: 'production_lines',
  columns: {
    lineId: id(),
    branch: id(),
    orderId: id(),
    /** The kind of the round that is open; null while none is. */
    round: nullable(text(12)),
    /** Rounds so far, of each kind, and of both those that the customer pays for or has free. */
    retouchRounds: int(),
    designRounds: int(),
    wishRounds: int(),
    /** The version of the last proof, and what became of it: `waiting`, `approved`, `changes` or `ended`. */
    proofs: int(),
    proof: nullable(text(10)),
    /** Whether a piece of it is `out` at a lab, or `back` and not inspected. */
    piece: nullable(text(10)),
    /** The level of its rush. */
    rush: nullable(text(40)),
  },
  key: ['lineId'],
  indexes: [{ name: 'order', columns: ['orderId'] }],
  derived: true,
  branch: 'branch',
})

/** Rounds of retouching and design: what is done by one person and checked by another. */
export const productionRounds = defineTable({
  name: 'production_rounds',
  columns: {
    id: id(),
    branch: id(),
    orderId: id(),
    lineId: id(),
    kind: text(12),
    /** 1, 2, 3 … of its line and kind. */
    number: int(),
    /** `working`, `submitted`, `passed`, `sentBack` or `withdrawn`. */
    state: text(10),
    /** Who does it; null for nobody yet. */
    staffId: nullable(id()),
    /** The images that it concerns, where they are known one by one. */
    imageIds: json(),
    /** How many images or spreads it concerns. */
    quantity: int(),
    due: nullable(date()),
    startedAt: instant(),
    startedBy: id(),
    /** The first round of those that lead up to one passing check. */
    firstId: id(),
    submittedAt: nullable(instant()),
    submittedBy: nullable(id()),
    minutes: int(),
    checkedAt: nullable(instant()),
    checkedBy: nullable(id()),
    faults: json(),
    /** Images or spreads without a fault: what its person is credited with. */
    passed: int(),
    /** 0 to 5, as a decimal. */
    quality: nullable(text(10)),
    /** Why it is done again, and who pays; null for what is done for the first time. */
    cause: nullable(text(40)),
    payer: nullable(text(10)),
    /** What is to be sold for it, how many, and the line that was. */
    chargeItem: nullable(text(64)),
    chargeQuantity: int(),
    chargeLineId: nullable(id()),
  },
  uniques: [{ name: 'number', columns: ['lineId', 'kind', 'number'] }],
  indexes: [
    { name: 'staff', columns: ['staffId', 'state', 'due', 'id'] },
    { name: 'state', columns: ['branch', 'kind', 'state', 'due', 'id'] },
    { name: 'first', columns: ['firstId', 'number'] },
    { name: 'order', columns: ['orderId', 'lineId', 'kind', 'number'] },
  ],
  derived: true,
  branch: 'branch',
})

/** What customers want of rounds, apart from them, so that a person can be erased. */
export const productionWishes = defineTable({
  name: 'production_wishes',
  columns: { roundId: id(), branch: id(), customerId: id(), wishes: personal(nullable(json())) },
  key: ['roundId'],
  branch: 'branch',
  subject: { kind: 'customer', column: 'customerId' },
})

/** Proofs in their versions. Files stay with the host: it keeps what a reference names, and its hash. */
export const productionProofs = defineTable({
  name: 'production_proofs',
  columns: {
    id: id(),
    branch: id(),
    orderId: id(),
    lineId: id(),
    /** 1, 2, 3 … of its line. */
    proofVersion: int(),
    /** `waiting`, `approved`, `changes`, `superseded` by a later one, or `ended` with what it was approved for. */
    state: text(10),
    pages: json(),
    /** SHA-256 of the pages, in hexadecimal. */
    hash: text(64),
    sentAt: instant(),
    sentBy: id(),
    /** The last day on which it may be answered. */
    expiresOn: nullable(date()),
    answeredAt: nullable(instant()),
  },
  uniques: [{ name: 'version', columns: ['lineId', 'proofVersion'] }],
  indexes: [
    { name: 'state', columns: ['branch', 'state', 'sentAt', 'id'] },
    { name: 'order', columns: ['orderId', 'lineId', 'proofVersion'] },
  ],
  derived: true,
  branch: 'branch',
})

/** Who signed an approval, apart from it, so that a person can be erased. */
export const productionSignatures = defineTable({
  name: 'production_signatures',
  columns: {
    /** The fact of the approval. */
    factId: id(),
    branch: id(),
    customerId: id(),
    signer: personal(text(100)),
    /** `signature`, `onScreen`, `code`, or a word of the studio's own. */
    method: text(40),
    /** Where the host keeps the picture of the signature. */
    reference: personal(nullable(text(500))),
  },
  key: ['factId'],
  branch: 'branch',
  subject: { kind: 'customer', column: 'customerId' },
})

/** What went to a lab together. */
export const productionParcels = defineTable({
  name: 'production_parcels',
  columns: {
    id: id(),
    branch: id(),
    supplierId: id(),
    /** The carrier's or the lab's number of it. */
    reference: nullable(text(80)),
    sentOn: date(),
    sentAt: instant(),
    sentBy: id(),
    /** When the last of it is expected. */
    expectedOn: date(),
    /** Pieces in it, those at the lab, and those back and not inspected. */
    pieces: int(),
    out: int(),
    back: int(),
    /** `out` while a piece is, `back` while one waits for inspection, then `closed`. */
    state: text(10),
  },
  indexes: [
    { name: 'state', columns: ['branch', 'state', 'expectedOn', 'id'] },
    { name: 'supplier', columns: ['supplierId', 'state', 'expectedOn', 'id'] },
  ],
  derived: true,
  branch: 'branch',
})

/** One line in a parcel. */
export const productionPieces = defineTable({
  name: 'production_pieces',
  columns: {
    id: id(),
    branch: id(),
    parcelId: id(),
    orderId: id(),
    lineId: id(),
    labJobId: id(),
    quantity: int(),
    /** The proof that is made, and the hash of its pages; null where none was sent to the customer. */
    proofId: nullable(id()),
    proofHash: nullable(text(64)),
    /** `out`, `back`, `passed`, `passedWithFlaws`, `rejected`, or `withdrawn` where its line was cancelled while it was out. */
    state: text(16),
    /** How often it was at the lab. */
    round: int(),
    expectedOn: date(),
    backOn: nullable(date()),
  },
  indexes: [
    { name: 'parcel', columns: ['parcelId', 'id'] },
    { name: 'line', columns: ['lineId', 'id'] },
    { name: 'state', columns: ['branch', 'state', 'expectedOn', 'id'] },
  ],
  derived: true,
  branch: 'branch',
})

/** Rush of lines, with what is to be sold for it. */
export const productionRushes = defineTable({
  name: 'production_rushes',
  columns: {
    id: id(),
    branch: id(),
    orderId: id(),
    lineId: id(),
    level: text(40),
    startedAt: instant(),
    startedBy: id(),
    endedAt: nullable(instant()),
    chargeItem: nullable(text(64)),
    chargeLineId: nullable(id()),
  },
  indexes: [
    { name: 'line', columns: ['lineId', 'id'] },
    { name: 'open', columns: ['branch', 'endedAt', 'id'] },
  ],
  derived: true,
  branch: 'branch',
})

export type FactRow = RowOf<typeof productionFacts>
export type LineStateRow = RowOf<typeof productionLines>
export type RoundRow = RowOf<typeof productionRounds>
export type ProofRow = RowOf<typeof productionProofs>
export type ParcelRow = RowOf<typeof productionParcels>
export type PieceRow = RowOf<typeof productionPieces>
export type RushRow = RowOf<typeof productionRushes>
