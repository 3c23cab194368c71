/** Gives up a debt (坏账): what a customer owes for what was delivered becomes an expense. For rooms above. */
import type { CommandContext } from '../engine/context.ts'
import type { Money } from '../values/money.ts'
import { credit, debit } from './balanced-entry.ts'
import { accounts } from './chart-of-accounts.ts'
import { changedColumns } from './commitment-change.ts'
import { lockCommitment } from './commitment.ts'
import { WriteOffExceedsReceivable } from './debt-errors.ts'
import { AmountNotPositive } from './errors.ts'
import { entryPosted } from './events.ts'
import { type PostedEntry, postEntry } from './post-entry.ts'
import { type Commitment, receivableOf, standingOf } from './standing.ts'
import { ledgerCommitments } from './tables.ts'

export interface WriteOffDraft {
  readonly orderId: string
  /** All that is owed for what was delivered, unless told. */
  readonly amount?: Money | undefined
  /** Why. Never personal data. */
  readonly reason: string
  /** Refuses who may not; told what would be written off of the order in all. Answers who approved, if somebody had to. */
  authorise(writtenOff: Money): Promise<string | null>
}

export interface WrittenOff {
  readonly commitment: Commitment
  readonly entry: PostedEntry
  readonly amount: Money
  readonly approver: string | null
}

/**
 * Writes off within the caller's command, with the order locked: a payment that comes at the same time is before or after.
 * Statements: the lock, the commitment, and one insert each for entries and lines.
 *
 * @throws COMMITMENT_UNKNOWN, AMOUNT_NOT_POSITIVE, WRITE_OFF_EXCEEDS_RECEIVABLE, PERIOD_CLOSED, VETOED
 */
export async function recordWriteOff(context: CommandContext, draft: WriteOffDraft): Promise<WrittenOff> {
  const { orderId, reason } = draft
  const commitment = await lockCommitment(context, orderId)
  const { customerId, currency } = commitment
  const before = standingOf(commitment)
  const owed = receivableOf(before)
  const amount = draft.amount ?? owed
  if (!amount.isPositive()) throw AmountNotPositive.create({ field: 'amount', amount: amount.toString() })
  if (amount.greaterThan(owed)) {
    throw WriteOffExceedsReceivable.create({ orderId, amount: amount.toString(), receivable: owed.toString() })
  }
  const writtenOff = before.writtenOff.plus(amount)
  const approver = await draft.authorise(writtenOff)
  const columns = changedColumns(commitment, { ...before, writtenOff }, context.businessDate)
  const after = await context.store.update(ledgerCommitments, commitment, columns)
  const { entry } = await postEntry(context, {
    kind: 'writeOff',
    lines: [debit(accounts.badDebts, amount), credit(accounts.receivables, amount)],
    amount,
    orderId,
    customerId,
    memo: reason,
    document: { approver },
  })
  context.emit(entryPosted, { entryId: entry.id, kind: entry.kind, orderId, currency, amount: amount.toString() })
  return { commitment: after, entry, amount, approver }
}
