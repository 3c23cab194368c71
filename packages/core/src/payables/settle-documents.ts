/** Keeps a payment, application, write-off or refund: its entry, what it does to documents, and the fact itself. */
import type { CommandContext } from '../engine/context.ts'
import { entryPosted, type Line, postEntry, recordFact } from '../ledger/index.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { Money } from '../values/money.ts'
import type { MoneyLeg } from './bill-lines.ts'
import { PayableAmountInvalid } from './errors.ts'
import { payableSettled } from './events.ts'
import { type Change, changeOpen, openAfter } from './open-documents.ts'
import { type OpenRow, payablesSettlements, type SettlementRow } from './tables.ts'

export type SettlementKind = 'payment' | 'application' | 'writeOff' | 'refund'

export interface SettlementDraft {
  readonly kind: SettlementKind
  readonly supplierId: string
  readonly amount: Money
  readonly businessDate: CalendarDate
  /** Of documents that are locked. */
  readonly changes: readonly Change[]
  /** Empty where nothing moves in the books. */
  readonly entryKind: string
  readonly lines: readonly Line[]
  readonly legs?: readonly MoneyLeg[]
  readonly reference?: string | undefined
  readonly memo?: string | undefined
}

export interface Settled {
  readonly settlement: SettlementRow
  /** The documents as they then stand. */
  readonly documents: readonly OpenRow[]
}

/**
 * Statements: one update for each document, and one insert each for entries, lines, settlements and movements.
 *
 * @throws PAYABLE_EXCEEDS_OPEN, and as postEntry
 */
export async function settleDocuments(context: CommandContext, draft: SettlementDraft): Promise<Settled> {
  const { kind, supplierId, amount, businessDate, changes, entryKind, lines } = draft
  const { currency } = amount
  const settlementId = context.newId()
  requireLess(changes)
  // Before the entry, so that who comes too late locks no till.
  openAfter(changes)
  const entryId = lines.length === 0 ? null : await post()
  const documents = await changeOpen(context, changes, { settlementId, businessDate, entryId })
  const settlement = recordFact(context, payablesSettlements, {
    id: settlementId,
    branch: context.branch,
    supplierId,
    kind,
    entryId,
    businessDate,
    at: context.now,
    actor: context.actor,
    currency,
    amount: amount.minor,
    reference: draft.reference ?? null,
    memo: draft.memo ?? null,
    legs: (draft.legs ?? []).map((leg) => ({ account: leg.account, amount: leg.amount.toString() })),
  })
  context.emit(payableSettled, {
    settlementId,
    kind,
    supplierId,
    entryId,
    currency,
    amount: amount.toString(),
    documents: documents.map((row) => ({ documentId: row.documentId, open: openOf(row).toString() })),
  })
  return { settlement, documents }

  async function post(): Promise<string> {
    const dated = businessDate === context.businessDate ? {} : { businessDate }
    const { entry } = await postEntry(context, { kind: entryKind, lines, amount, memo: draft.memo, ...dated })
    const notice = { entryId: entry.id, kind: entry.kind, orderId: null, currency, amount: amount.toString() }
    context.emit(entryPosted, notice)
    return entry.id
  }
}

export const openOf = (row: OpenRow): Money => Money.ofMinor(row.open, row.currency)

function requireLess(changes: readonly Change[]): void {
  for (const { row, by } of changes) {
    if (!by.isNegative()) {
      const amount = by.negated().toString()
      throw PayableAmountInvalid.create({ field: `amount of ${row.documentId}`, rule: 'above zero', amount })
    }
  }
}
