/** Records bills and credit notes, for this room and for rooms above (goods received, prepaid costs). */
import type { CommandContext } from '../engine/context.ts'
import { entryPosted, type Line, postEntry, recordFact } from '../ledger/index.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { Money } from '../values/money.ts'
import { type BillLine, billLines, billTotals } from './bill-lines.ts'
import { documentDates, type GivenDates } from './document-dates.ts'
import { PayableNumberTaken } from './errors.ts'
import { payableRecorded } from './events.ts'
import { addMovement, type DocumentKind } from './open-documents.ts'
import { payablesSettings } from './settings.ts'
import { requireActiveSupplier } from './supplier.ts'
import { type DocumentRow, type OpenRow, payablesDocuments, payablesOpen } from './tables.ts'

/** A bill or credit note as the supplier wrote it. */
export interface BillDraft extends GivenDates {
  readonly supplierId: string
  /** The supplier's number: once for each supplier and kind, in whatever case and spacing. */
  readonly number: string
  readonly lines: readonly BillLine[]
  /** The studio's own: an order, a contract, a delivery. */
  readonly reference?: string | undefined
  /** Who answers for it, and may not approve it: who acts unless told. For what is recorded on somebody's standing order. */
  readonly recordedBy?: string | undefined
  /** Never personal data. */
  readonly memo?: string | undefined
}

/** A document, as it was recorded and as it stands. */
export interface RecordedDocument {
  readonly document: DocumentRow
  readonly open: OpenRow
}

/**
 * Records a bill within the caller's command: what was bought against what the studio owes. Statements: the supplier, the mark
 * of its number, and one insert each for entries, lines, documents and movements. Who calls it answers for the accounts of the
 * lines: a control account such as Prepaid only by the room that keeps it.
 *
 * @throws SUPPLIER_UNKNOWN, SUPPLIER_INACTIVE, PAYABLE_NUMBER_TAKEN, PAYABLE_AMOUNT_INVALID, PAYABLE_DATES_INVALID,
 * ACCOUNT_UNKNOWN, ACCOUNT_CLOSED, PERIOD_CLOSED, VETOED
 */
export const recordBill = (context: CommandContext, draft: BillDraft): Promise<RecordedDocument> =>
  recordPaper(context, 'bill', draft)

/** The same on the other sides: what the supplier takes back or allows. As {@link recordBill}. */
export const recordCreditNote = (context: CommandContext, draft: BillDraft): Promise<RecordedDocument> =>
  recordPaper(context, 'creditNote', draft)

async function recordPaper(
  context: CommandContext,
  kind: 'bill' | 'creditNote',
  draft: BillDraft,
): Promise<RecordedDocument> {
  const { currency } = context.studio
  const { supplierId, number, lines } = draft
  const supplier = await requireActiveSupplier(context.store, supplierId)
  const settings = await context.settings(payablesSettings)
  const totals = billTotals(currency, lines)
  const posted = billLines(lines, totals, settings.inputVat)
  const limit = settings.approvalLimit
  return recordDocument(context, {
    kind,
    supplierId,
    number,
    reference: draft.reference,
    recordedBy: draft.recordedBy,
    memo: draft.memo,
    ...documentDates(draft, context.businessDate, supplier.termsDays),
    ...totals,
    entryKind: kind === 'bill' ? 'bill' : 'billCredit',
    lines: kind === 'bill' ? posted : otherSides(posted),
    kept: lines.map(({ amount, tax, ...line }) => ({ ...line, amount: `${amount}`, tax: tax?.toString() ?? null })),
    approvalNeeded: kind === 'bill' && limit !== null && totals.amount.greaterThan(Money.of(limit, currency)),
  })
}

const otherSides = (lines: readonly Line[]): readonly Line[] =>
  lines.map((line) => ({ ...line, side: line.side === 'debit' ? 'credit' : 'debit' }))

/** How numbers are compared: `Inv 12` and `INV-12` are one bill. */
export const numberKey = (number: string): string =>
  number
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-–—_.,/\\#]+/gu, '') || number

export interface DocumentDraft {
  readonly kind: DocumentKind
  readonly supplierId: string
  readonly number: string | null
  readonly reference?: string | undefined
  readonly recordedBy?: string | undefined
  readonly memo?: string | undefined
  readonly issuedOn: CalendarDate
  readonly dueOn: CalendarDate
  readonly businessDate: CalendarDate
  readonly amount: Money
  readonly tax: Money
  readonly entryKind: string
  readonly lines: readonly Line[]
  /** The lines as they are kept with the document. */
  readonly kept: readonly Readonly<Record<string, string | null | undefined>>[]
  readonly approvalNeeded: boolean
}

/** The step that bills, credit notes and advances share. @throws PAYABLE_NUMBER_TAKEN, and as postEntry */
export async function recordDocument(context: CommandContext, draft: DocumentDraft): Promise<RecordedDocument> {
  const { store, branch } = context
  const { kind, supplierId, number, issuedOn, dueOn, businessDate, amount, approvalNeeded } = draft
  const { currency } = amount
  const documentId = context.newId()
  const row = {
    documentId,
    branch,
    supplierId,
    kind,
    numberKey: number === null ? null : numberKey(number).slice(0, 80),
    dueOn,
    currency,
    amount: amount.minor,
    open: amount.minor,
    isOpen: true,
    voided: false,
    approval: approvalNeeded ? 'needed' : 'notNeeded',
  }
  if (number === null) store.insert(payablesOpen, row)
  else if ((await store.insertNew(payablesOpen, [row], 'number')) === 0) {
    throw PayableNumberTaken.create({ supplierId, kind, number })
  }
  const open: OpenRow = { ...row, version: 1 }
  const { entry } = await postEntry(context, {
    kind: draft.entryKind,
    lines: draft.lines,
    amount,
    memo: draft.memo,
    ...(businessDate === context.businessDate ? {} : { businessDate }),
  })
  const document = recordFact(context, payablesDocuments, {
    id: documentId,
    branch,
    supplierId,
    kind,
    number,
    reference: draft.reference ?? null,
    issuedOn,
    businessDate,
    dueOn,
    currency,
    amount: amount.minor,
    tax: draft.tax.minor,
    entryId: entry.id,
    at: context.now,
    actor: draft.recordedBy ?? context.actor,
    memo: draft.memo ?? null,
    lines: draft.kept.map((line) =>
      Object.fromEntries(Object.entries(line).map(([key, value]) => [key, value ?? null])),
    ),
  })
  addMovement(context, open, amount, 'recorded', { settlementId: null, businessDate, entryId: entry.id })
  const notice = { entryId: entry.id, currency, amount: amount.toString() }
  context.emit(entryPosted, { ...notice, kind: entry.kind, orderId: null })
  context.emit(payableRecorded, { ...notice, documentId, kind, supplierId, dueOn, approvalNeeded })
  return { document, open }
}
