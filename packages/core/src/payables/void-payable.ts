/** Takes a document or a settlement back, whole and once, by a reversal that is linked to it. */
import type { CommandContext } from '../engine/context.ts'
import { announceFact, requireApproval, reverseEntry } from '../ledger/index.ts'
import { Money } from '../values/money.ts'
import { PayableNotVoidable, SettlementUnknown } from './errors.ts'
import { payableVoided } from './events.ts'
import { voidingPayable } from './hook-points.ts'
import { addMovement, changeOpen, lockDocument, lockDocuments } from './open-documents.ts'
import { payablesDocuments, payablesMovements, payablesOpen, payablesSettlements, payablesVoids } from './tables.ts'

/** The kinds of entry that this room posts and takes back. */
const ownKinds = [
  'bill',
  'billCredit',
  'supplierAdvance',
  'supplierPayment',
  'supplierAdvanceUsed',
  'supplierRefund',
  'supplierWriteOff',
]

export interface PayableVoid {
  readonly id: string
  /** Why. Never personal data. */
  readonly reason: string
  readonly approver?: string | undefined
}

export interface Voided {
  readonly supplierId: string
  readonly reversalId: string | null
  readonly approver: string | null
}

/** Keeps the void, which its key allows once. @throws PAYABLE_NOT_VOIDABLE */
async function keepVoid(context: CommandContext, { id, reason }: PayableVoid, voided: Voided): Promise<void> {
  const { actor, branch, now: at } = context
  const { reversalId, approver } = voided
  const row = { voidedId: id, branch, reversalId, reason, actor, approver, at }
  if ((await context.store.insertNew(payablesVoids, [row], 'primary')) === 0) {
    throw PayableNotVoidable.create({ id, rule: 'was voided already' })
  }
  announceFact(context, payablesVoids, row)
  context.emit(payableVoided, { voidedId: id, ...voided })
}

const approvalOf = (context: CommandContext, { approver }: PayableVoid, entryId: string): Promise<string | null> =>
  requireApproval(context, { permission: 'payables.void', approver, entryId })

async function reversed(context: CommandContext, entryId: string, reason: string): Promise<string> {
  const { entry } = await reverseEntry(context, { entryId, kinds: ownKinds, reason })
  return entry.id
}

/**
 * Voids a bill, credit note or advance of which nothing was settled, or all of that was voided. Its number is free again.
 * Statements: the document and its lock, those of a reversal, and three more.
 *
 * @throws PAYABLE_UNKNOWN, PAYABLE_NOT_VOIDABLE, APPROVER_MISSING, APPROVER_REFUSED, and as reverseEntry
 */
export async function voidDocument(context: CommandContext, wanted: PayableVoid): Promise<Voided> {
  const { id, reason } = wanted
  const { store } = context
  const row = await lockDocument(context, id)
  const document = await store.get(payablesDocuments, id)
  if (document === undefined) throw new Error(`document "${id}" is open and was never recorded`)
  if (row.voided) throw PayableNotVoidable.create({ id, rule: 'was voided already' })
  if (row.open !== row.amount) throw PayableNotVoidable.create({ id, rule: 'was settled in part or whole' })
  const { entryId, supplierId, currency } = document
  const approver = await approvalOf(context, wanted, entryId)
  await context.raise(voidingPayable, { documentId: id, kind: document.kind, supplierId })
  const reversalId = await reversed(context, entryId, reason)
  await store.update(payablesOpen, row, { open: 0n, isOpen: false, voided: true, numberKey: null })
  const back = Money.ofMinor(row.amount, currency).negated()
  addMovement(context, row, back, 'voided', {
    settlementId: null,
    businessDate: context.businessDate,
    entryId: reversalId,
  })
  const voided = { supplierId, reversalId, approver }
  await keepVoid(context, wanted, voided)
  return voided
}

/**
 * Voids a payment, application, write-off or refund: what it settled is open again. Statements: the settlement, its movements,
 * the lock of its documents, those of a reversal where something moved, one update for each document, and two more.
 *
 * @throws SETTLEMENT_UNKNOWN, PAYABLE_NOT_VOIDABLE, APPROVER_MISSING, APPROVER_REFUSED, and as reverseEntry
 */
export async function voidSettlement(context: CommandContext, wanted: PayableVoid): Promise<Voided> {
  const { id, reason } = wanted
  const { store, branch, businessDate } = context
  const settlement = await store.get(payablesSettlements, id)
  if (settlement?.branch !== branch) throw SettlementUnknown.create({ settlementId: id, branch })
  const moved = await store.find(payablesMovements, {
    where: { settlementId: id, kind: { ne: 'voided' } },
    orderBy: ['id'],
    limit: 'all',
  })
  const rows = await lockDocuments(context, [...new Set(moved.map((one) => one.documentId))])
  // Under the lock: whoever voided it first has been committed.
  if ((await store.get(payablesVoids, id)) !== undefined) {
    throw PayableNotVoidable.create({ id, rule: 'was voided already' })
  }
  const { entryId, supplierId, currency } = settlement
  const approver = await approvalOf(context, wanted, entryId ?? id)
  const reversalId = entryId === null ? null : await reversed(context, entryId, reason)
  const changes = moved.flatMap(({ documentId, amount }) => {
    const row = rows.get(documentId)
    return row === undefined ? [] : [{ row, by: Money.ofMinor(-amount, currency), kind: 'voided' }]
  })
  await changeOpen(context, changes, { settlementId: id, businessDate, entryId: reversalId })
  const voided = { supplierId, reversalId, approver }
  await keepVoid(context, wanted, voided)
  return voided
}
