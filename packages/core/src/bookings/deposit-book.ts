/** Keeps, order by order, what its bookings take of what was paid: so that no deposit does for two of them. */
import type { CommandContext } from '../engine/context.ts'
import { takenBy } from './deposits.ts'
import { type BookingRow, bookingsDeposits } from './tables.ts'

/**
 * Brings the deposits of an order to where they are after a booking changed; undefined for a booking that is new. Statements: none where nothing changed, else one.
 */
export async function keepDeposits(
  { store }: CommandContext,
  before: BookingRow | undefined,
  after: BookingRow,
): Promise<void> {
  const byOrder = new Map<string, bigint>()
  const add = (orderId: string | null, amount: bigint) => {
    if (orderId !== null) byOrder.set(orderId, (byOrder.get(orderId) ?? 0n) + amount)
  }
  if (before !== undefined) add(before.orderId, -takenBy(before))
  add(after.orderId, takenBy(after))
  const changed = [...byOrder]
    .filter(([, promised]) => promised !== 0n)
    .sort(([one], [other]) => (one < other ? -1 : 1))
  if (changed.length === 0) return
  const rows = changed.map(([orderId, promised]) => ({ orderId, promised }))
  await store.accumulate(bookingsDeposits, rows, ['promised'])
}

/** What the bookings of an order take, locked: nobody else confirms one of it until the command ends. One statement. */
export async function holdPromised({ store }: CommandContext, orderId: string): Promise<bigint> {
  return (await store.getForUpdate(bookingsDeposits, orderId))?.promised ?? 0n
}

/** What the bookings of an order take goes to the order into which it was merged. Two statements, or one where there is nothing. */
export async function mergeDeposits(context: CommandContext, mergedId: string, survivorId: string): Promise<void> {
  const promised = await holdPromised(context, mergedId)
  if (promised === 0n) return
  const rows = [
    { orderId: mergedId, promised: -promised },
    { orderId: survivorId, promised },
  ].sort((one, other) => (one.orderId < other.orderId ? -1 : 1))
  await context.store.accumulate(bookingsDeposits, rows, ['promised'])
}
