/** Brings what stands over an order to another customer. For rooms above. */
import type { CommandContext } from '../engine/context.ts'
import { Money } from '../values/money.ts'
import { lockCommitment } from './commitment.ts'
import { commitmentMoving } from './commitment-moving.ts'
import { entryPosted } from './events.ts'
import { orderIdsOf } from './merged-commitment.ts'
import { customerLines, movedAmount, owedOf } from './moved-lines.ts'
import { postEntry } from './post-entry.ts'
import { type Commitment, standingOf } from './standing.ts'
import { ledgerCommitments } from './tables.ts'

/**
 * From now on the other customer owes what is outstanding, and the deposits are for what that customer gets. Receipts stay in the
 * name of who paid, so money goes back to who paid. Posted in the branch of the order, where something stands. Statements: the
 * lock, the commitment, and one insert each for the entry and its lines.
 *
 * @throws COMMITMENT_UNKNOWN, VETOED
 */
export async function commitmentToCustomer(
  context: CommandContext,
  orderId: string,
  customerId: string,
): Promise<{ readonly commitment: Commitment; readonly entryId: string | null }> {
  const commitment = await lockCommitment(context, orderId)
  const to = { kind: 'customer', customerId } as const
  await context.raise(commitmentMoving, { commitment, orderIds: orderIdsOf(commitment), to })
  const { branch, currency } = commitment
  const owed = owedOf(standingOf(commitment), Money.ofMinor(commitment.bond, currency))
  const lines = customerLines(owed, commitment.customerId, customerId)
  const moved = await context.store.update(ledgerCommitments, commitment, { customerId })
  if (lines.length === 0) return { commitment: moved, entryId: null }
  const kind = 'customerTransfer'
  const amount = movedAmount(currency, lines)
  const { entry } = await postEntry(context, {
    kind,
    branch,
    lines,
    amount,
    orderId: commitment.orderId,
    customerId,
    shift: null,
  })
  const told = { entryId: entry.id, kind, orderId: commitment.orderId, currency, amount: amount.toString() }
  context.emit(entryPosted, told, { branch, businessDate: entry.businessDate })
  return { commitment: moved, entryId: entry.id }
}
