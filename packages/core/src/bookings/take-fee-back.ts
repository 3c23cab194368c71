/** Takes back what was charged of a no-show who comes after all. */
import type { CommandContext } from '../engine/context.ts'
import { changeCommitment, lockCommitment, reverseRecognition } from '../ledger/index.ts'
import { Money } from '../values/money.ts'
import type { Fee } from './charge-fee.ts'
import { type BookingRow, bookingsEvents } from './tables.ts'

/**
 * The fee of the last no-show is earned no more, and the order costs so much less. Answers it below zero. Statements: the event; where it charged anything the
 * lock, and as reverseRecognition and changeCommitment.
 *
 * @throws COMMITMENT_UNKNOWN, RECOGNITION_REVERSED, VETOED
 */
export async function takeFeeBack(
  context: CommandContext,
  { id: bookingId, number, currency }: BookingRow,
): Promise<Fee> {
  const facts = await context.store.find(bookingsEvents, {
    where: { bookingId, kind: 'noShow' },
    orderBy: ['-id'],
    limit: 1,
  })
  const [missed] = facts
  if (missed === undefined || missed.entryId === null || missed.orderId === null) return { fee: 0n, entryId: null }
  const { orderId, entryId: recognitionId, fee } = missed
  const { cancelled } = await lockCommitment(context, orderId)
  const entry = await reverseRecognition(context, { orderId, recognitionId, memo: `booking ${number}: came late` })
  // What is no longer earned of a cancelled order is no longer claimed either.
  if (!cancelled) await changeCommitment(context, orderId, { by: Money.ofMinor(-fee, currency) })
  return { fee: -fee, entryId: entry.id }
}
