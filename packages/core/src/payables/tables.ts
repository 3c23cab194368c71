/** What the payables keep: suppliers; documents, settlements and movements as facts; what is open of each document. */
import { bool, date, id, instant, int, json, money, nullable, personal, text } from '../storage/column.ts'
import { defineTable, type RowOf } from '../storage/table.ts'

/** Whom the studio buys from, in all its branches. */
export const payablesSuppliers = defineTable({
  name: 'payables_suppliers',
  columns: {
    id: id(),
    /** Of the business. Statements and books need it, so it stays when the people behind it are erased. */
    name: text(200),
    /** The name as it is read, without blanks; what a list of suppliers is sorted by. */
    pinyin: text(220),
    /** The first letters of the syllables of the name. */
    initials: text(60),
    contact: personal(nullable(text(100))),
    phone: personal(nullable(text(40))),
    email: personal(nullable(text(254))),
    address: personal(nullable(text(300))),
    bankAccount: personal(nullable(text(64))),
    notes: personal(nullable(text(1000))),
    bankName: nullable(text(100)),
    /** The taxpayer number that stands on invoices. */
    taxNumber: nullable(text(40)),
    /** Days after the date of a bill until it is due. */
    termsDays: int(),
    active: bool(),
  },
  indexes: [{ name: 'byPinyin', columns: ['pinyin', 'id'] }],
  subject: { kind: 'supplier', column: 'id' },
})

/** Bills and credit notes as the supplier wrote them, and advances that were paid to a supplier. */
export const payablesDocuments = defineTable({
  name: 'payables_documents',
  columns: {
    id: id(),
    branch: id(),
    supplierId: id(),
    /** bill, creditNote or advance. */
    kind: text(10),
    /** The supplier's number; an advance has none. */
    number: nullable(text(80)),
    /** The studio's own: an order, a contract, a delivery. */
    reference: nullable(text(80)),
    issuedOn: date(),
    /** The date of its entry. */
    businessDate: date(),
    dueOn: date(),
    currency: text(3),
    amount: money(),
    /** Of the amount, the VAT that the supplier charged. */
    tax: money(),
    entryId: id(),
    at: instant(),
    actor: text(200),
    /** Never personal data. */
    memo: nullable(text(500)),
    lines: json(),
  },
  indexes: [
    { name: 'supplier', columns: ['supplierId', 'issuedOn', 'id'] },
    { name: 'date', columns: ['branch', 'businessDate', 'id'] },
  ],
  appendOnly: true,
  branch: 'branch',
})

/**
 * How each document stands. The row is what paying, applying, writing off and voiding lock. What is open of all bills less what
 * is open of all credit notes is the account AP:Suppliers; what is open of all advances is SupplierAdvances.
 */
export const payablesOpen = defineTable({
  name: 'payables_open',
  columns: {
    documentId: id(),
    branch: id(),
    supplierId: id(),
    kind: text(10),
    /** The supplier's number as it is compared; null for an advance, and for a document that was voided. */
    numberKey: nullable(text(80)),
    dueOn: date(),
    currency: text(3),
    amount: money(),
    /** What is still to be paid of a bill, or to be used of a credit note or an advance: 0 to `amount`. */
    open: money(),
    isOpen: bool(),
    voided: bool(),
    /** notNeeded, needed or given. */
    approval: text(10),
  },
  key: ['documentId'],
  uniques: [{ name: 'number', columns: ['supplierId', 'kind', 'numberKey'] }],
  indexes: [
    { name: 'open', columns: ['isOpen', 'supplierId', 'dueOn'] },
    { name: 'due', columns: ['isOpen', 'dueOn', 'documentId'] },
  ],
  derived: true,
  branch: 'branch',
})

/** Payments, applications, write-offs and refunds: what changes what is open of documents. */
export const payablesSettlements = defineTable({
  name: 'payables_settlements',
  columns: {
    id: id(),
    branch: id(),
    supplierId: id(),
    /** payment, application, writeOff or refund. */
    kind: text(12),
    /** Null where nothing moves in the books: a credit note against a bill. */
    entryId: nullable(id()),
    businessDate: date(),
    at: instant(),
    actor: text(200),
    currency: text(3),
    /** The money that moved, the credit that was applied, or what was written off. */
    amount: money(),
    /** The number of a transfer or cheque. */
    reference: nullable(text(80)),
    /** Never personal data. */
    memo: nullable(text(500)),
    /** From where the money came or to where it went: accounts with amounts. */
    legs: json(),
  },
  indexes: [
    { name: 'supplier', columns: ['supplierId', 'businessDate', 'id'] },
    { name: 'date', columns: ['branch', 'businessDate', 'id'] },
  ],
  appendOnly: true,
  branch: 'branch',
})

/** Every change of what is open of a document. The sum over a document is what is open of it. */
export const payablesMovements = defineTable({
  name: 'payables_movements',
  columns: {
    id: id(),
    branch: id(),
    supplierId: id(),
    documentId: id(),
    /** The document's, so that sums by supplier and age read this table alone. */
    documentKind: text(10),
    dueOn: date(),
    /** Null where the document itself came or was voided. */
    settlementId: nullable(id()),
    /** recorded, paid, discounted, applied, writtenOff, refunded or voided. */
    kind: text(12),
    businessDate: date(),
    at: instant(),
    currency: text(3),
    /** Below zero where less is open afterwards. */
    amount: money(),
    entryId: nullable(id()),
  },
  indexes: [
    { name: 'supplier', columns: ['supplierId', 'businessDate', 'id'] },
    { name: 'document', columns: ['documentId', 'id'] },
    { name: 'settlement', columns: ['settlementId'] },
  ],
  appendOnly: true,
  branch: 'branch',
})

/** Which documents and settlements were voided. Its key lets nothing be voided twice. */
export const payablesVoids = defineTable({
  name: 'payables_voids',
  columns: {
    /** A document or a settlement. */
    voidedId: id(),
    branch: id(),
    reversalId: nullable(id()),
    /** Never personal data. */
    reason: text(500),
    actor: text(200),
    approver: nullable(text(200)),
    at: instant(),
  },
  key: ['voidedId'],
  appendOnly: true,
  branch: 'branch',
})

/** Who approved a bill: never who recorded it. */
export const payablesApprovals = defineTable({
  name: 'payables_approvals',
  columns: { documentId: id(), branch: id(), approver: text(200), at: instant(), note: nullable(text(500)) },
  key: ['documentId'],
  appendOnly: true,
  branch: 'branch',
})

export type SupplierRow = RowOf<typeof payablesSuppliers>
export type DocumentRow = RowOf<typeof payablesDocuments>
export type OpenRow = RowOf<typeof payablesOpen>
export type SettlementRow = RowOf<typeof payablesSettlements>
export type MovementRow = RowOf<typeof payablesMovements>
