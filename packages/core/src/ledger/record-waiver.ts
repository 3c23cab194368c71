/** Lets a small remainder go (抹零): what the customer still owes for what was delivered becomes a discount. */
import type { CommandContext } from '../engine/context.ts'
import { Money } from '../values/money.ts'
import { credit, debit } from './balanced-entry.ts'
import { accounts } from './chart-of-accounts.ts'
import { lockCommitment } from './commitment.ts'
import { changedColumns } from './commitment-change.ts'
import { WaiverExceedsLimit, WaiverExceedsReceivable } from './counter-errors.ts'
import { AmountNotPositive } from './errors.ts'
import { entryPosted } from './events.ts'
import { postEntry } from './post-entry.ts'
import { ledgerSettings } from './settings.ts'
import { type Commitment, receivableOf, standingOf } from './standing.ts'
import { ledgerCommitments } from './tables.ts'

export interface WaiverDraft {
  readonly orderId: string
  /** All that is owed for what was delivered, unless told. */
  readonly amount?: Money | undefined
  /** Why. Never personal data. */
  readonly reason: string
}

/**
 * Waives within the caller's command. The limit is of the order: all its waivers together. Statements: the lock, the
 * commitment, and one insert each for entries and lines.
 *
 * @throws COMMITMENT_UNKNOWN, AMOUNT_NOT_POSITIVE, WAIVER_EXCEEDS_RECEIVABLE, WAIVER_EXCEEDS_LIMIT, PERIOD_CLOSED, VETOED
 */
export async function recordWaiver(
  context: CommandContext,
  { orderId, reason, ...draft }: WaiverDraft,
): Promise<Commitment> {
  const { waiverLimit, waiverLimitRaised } = await context.settings(ledgerSettings)
  const commitment = await lockCommitment(context, orderId)
  const { customerId, currency } = commitment
  const before = standingOf(commitment)
  const owed = receivableOf(before)
  const amount = draft.amount ?? owed
  if (!amount.isPositive()) throw AmountNotPositive.create({ field: 'amount', amount: amount.toString() })
  if (amount.greaterThan(owed)) {
    throw WaiverExceedsReceivable.create({ orderId, amount: amount.toString(), receivable: owed.toString() })
  }
  const waived = before.waived.plus(amount)
  const limit = context.may('ledger.waiveMore') ? waiverLimitRaised : waiverLimit
  if (limit !== null && waived.greaterThan(Money.of(limit, currency))) {
    throw WaiverExceedsLimit.create({ orderId, waived: waived.toString(), limit })
  }
  const columns = changedColumns(commitment, { ...before, waived }, context.businessDate)
  const after = await context.store.update(ledgerCommitments, commitment, columns)
  const { entry } = await postEntry(context, {
    kind: 'waiver',
    lines: [debit(accounts.discounts, amount), credit(accounts.receivables, amount)],
    amount,
    orderId,
    customerId,
    memo: reason,
  })
  context.emit(entryPosted, { entryId: entry.id, kind: entry.kind, orderId, currency, amount: amount.toString() })
  return after
}
