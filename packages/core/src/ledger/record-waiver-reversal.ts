/** Takes a waiver back: what was let go is owed again. */
import type { CommandContext } from '../engine/context.ts'
import { Money } from '../values/money.ts'
import { credit } from './balanced-entry.ts'
import { accounts } from './chart-of-accounts.ts'
import { changedColumns } from './commitment-change.ts'
import { lockCommitment } from './commitment.ts'
import { EntryNotReversible, EntryReversed, EntryUnknown, WaiverUndone } from './counter-errors.ts'
import { entryPosted } from './events.ts'
import { postEntry } from './post-entry.ts'
import { againstCustomer, type Commitment, leastOf, standingOf } from './standing.ts'
import { ledgerCommitments, ledgerEntries, ledgerReversals } from './tables.ts'

export interface WaiverReversal {
  /** The entry of the waiver. */
  readonly entryId: string
  /** Why. Never personal data. */
  readonly reason: string
}

/**
 * Takes a waiver back within the caller's command, once, in the branch of the session, linked to it. Where a delivery was taken
 * back since, a part of it may stand no more: only the rest comes back. Money that the customer has paid in advance since is
 * used for it first. Statements: the waiver, the lock, an earlier reversal, the commitment, and one insert each for entries,
 * lines and reversals.
 *
 * @throws ENTRY_UNKNOWN, ENTRY_NOT_REVERSIBLE, ENTRY_REVERSED, WAIVER_UNDONE, PERIOD_CLOSED, VETOED
 */
export async function recordWaiverReversal(
  context: CommandContext,
  { entryId, reason }: WaiverReversal,
): Promise<Commitment> {
  const { store } = context
  const waiver = await store.get(ledgerEntries, entryId)
  if (waiver === undefined) throw EntryUnknown.create({ entryId })
  const { kind, orderId } = waiver
  if (kind !== 'waiver' || orderId === null) {
    throw EntryNotReversible.create({ entryId, kind, rule: 'be of kind waiver' })
  }
  const commitment = await lockCommitment(context, orderId)
  const earlier = await store.get(ledgerReversals, entryId)
  if (earlier !== undefined) throw EntryReversed.create({ entryId, reversalId: earlier.reversalId })
  const { customerId, currency } = commitment
  const before = standingOf(commitment)
  const amount = leastOf(Money.ofMinor(waiver.amount, currency), before.waived)
  if (amount.isZero()) throw WaiverUndone.create({ entryId, orderId })
  const waived = before.waived.minus(amount)
  const after = await store.update(
    ledgerCommitments,
    commitment,
    changedColumns(commitment, { ...before, waived }, context.businessDate),
  )
  const { entry } = await postEntry(context, {
    kind: 'reversal',
    lines: [...againstCustomer(before, amount), credit(accounts.discounts, amount)],
    amount,
    orderId,
    customerId,
    correctsId: entryId,
    memo: reason,
  })
  store.insert(ledgerReversals, { entryId, reversalId: entry.id })
  context.emit(entryPosted, { entryId: entry.id, kind: entry.kind, orderId, currency, amount: amount.toString() })
  return after
}
