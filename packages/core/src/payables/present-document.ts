/** Documents and settlements, for callers. */
import { z } from 'zod'
import { Money } from '../values/money.ts'
import type { Settled } from './settle-documents.ts'
import type { DocumentRow, MovementRow, OpenRow } from './tables.ts'

const openSchema = z.object({
  id: z.string(),
  /** bill, creditNote or advance. */
  kind: z.string(),
  branch: z.string(),
  supplierId: z.string(),
  dueOn: z.string(),
  currency: z.string(),
  amount: z.string(),
  /** What is still to be paid of a bill, or to be used of a credit note or an advance. */
  open: z.string(),
  voided: z.boolean(),
  /** notNeeded, needed or given. */
  approval: z.string(),
})

/** How a document stands. */
export interface OpenDocument extends z.output<typeof openSchema> {}

export const openDocumentSchema: z.ZodType<OpenDocument> = openSchema

export function presentOpen(row: OpenRow): OpenDocument {
  const { documentId: id, kind, branch, supplierId, dueOn, currency, voided, approval } = row
  const text = (minor: bigint) => Money.ofMinor(minor, currency).toString()
  const amounts = { amount: text(row.amount), open: text(row.open) }
  return { id, kind, branch, supplierId, dueOn, currency, ...amounts, voided, approval }
}

const documentShape = openSchema.extend({
  /** The supplier's number; an advance has none. */
  number: z.string().nullable(),
  reference: z.string().nullable(),
  issuedOn: z.string(),
  /** The date of its entry. */
  postedOn: z.string(),
  tax: z.string(),
  entryId: z.string(),
  recordedBy: z.string(),
  memo: z.string().nullable(),
  lines: z.array(
    z.object({
      account: z.string(),
      amount: z.string(),
      tax: z.string().nullish(),
      category: z.string().nullish(),
      shootType: z.string().nullish(),
      staff: z.string().nullish(),
      orderId: z.string().nullish(),
    }),
  ),
})

/** A bill, credit note or advance: as it was recorded, and as it stands. */
export interface PayableDocument extends z.output<typeof documentShape> {}

export const documentSchema: z.ZodType<PayableDocument> = documentShape

export function presentDocument(document: DocumentRow, open: OpenRow): PayableDocument {
  const { number, reference, issuedOn, businessDate: postedOn, entryId, actor: recordedBy, memo, currency } = document
  return {
    ...presentOpen(open),
    number,
    reference,
    issuedOn,
    postedOn,
    tax: Money.ofMinor(document.tax, currency).toString(),
    entryId,
    recordedBy,
    memo,
    lines: documentShape.shape.lines.parse(document.lines),
  }
}

const settlementShape = z.object({
  id: z.string(),
  /** payment, application, writeOff or refund. */
  kind: z.string(),
  supplierId: z.string(),
  entryId: z.string().nullable(),
  currency: z.string(),
  amount: z.string(),
  /** The documents as they then stand. */
  documents: z.array(openDocumentSchema),
})

/** Something that settled documents. */
export interface PayableSettlement extends z.output<typeof settlementShape> {}

export const settlementSchema: z.ZodType<PayableSettlement> = settlementShape

export function presentSettlement({ settlement, documents }: Settled): PayableSettlement {
  const { id, kind, supplierId, entryId, currency } = settlement
  const amount = Money.ofMinor(settlement.amount, currency).toString()
  return { id, kind, supplierId, entryId, currency, amount, documents: documents.map(presentOpen) }
}

const movementShape = z.object({
  id: z.string(),
  branch: z.string(),
  /** recorded, paid, discounted, applied, writtenOff, refunded or voided. */
  kind: z.string(),
  date: z.string(),
  at: z.string(),
  documentId: z.string(),
  documentKind: z.string(),
  settlementId: z.string().nullable(),
  entryId: z.string().nullable(),
  currency: z.string(),
  /** The change of what is open of the document. */
  amount: z.string(),
  /** The change of what the studio owes the supplier: a bill raises it, a payment, a credit note or an advance lowers it. */
  owed: z.string(),
})

/** A change of what is open of a document. */
export interface PayableMovement extends z.output<typeof movementShape> {}

export const movementSchema: z.ZodType<PayableMovement> = movementShape

/** What a change of a document does to what the studio owes. */
export const owedChange = ({ documentKind, amount }: Pick<MovementRow, 'documentKind' | 'amount'>): bigint =>
  documentKind === 'bill' ? amount : -amount

export function presentMovement(row: MovementRow): PayableMovement {
  const { id, branch, kind, businessDate: date, at, documentId, documentKind, settlementId, entryId, currency } = row
  const text = (minor: bigint) => Money.ofMinor(minor, currency).toString()
  return {
    id,
    branch,
    kind,
    date,
    at,
    documentId,
    documentKind,
    settlementId,
    entryId,
    currency,
    amount: text(row.amount),
    owed: text(owedChange(row)),
  }
}

const voidedShape = z.object({
  id: z.string(),
  supplierId: z.string(),
  /** Null where nothing had moved in the books. */
  reversalId: z.string().nullable(),
  approver: z.string().nullable(),
})

export interface VoidedPayable extends z.output<typeof voidedShape> {}

export const voidedSchema: z.ZodType<VoidedPayable> = voidedShape
