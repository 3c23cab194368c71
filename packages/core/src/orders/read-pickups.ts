/** Reads pickup slips with what belongs to them: four statements for any number. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import {
  ordersPickupLines,
  ordersPickupReceivers,
  ordersPickupReturnLines,
  ordersPickupReturns,
  type PickupRow,
} from './pickup-tables.ts'
import { type Pickup, presentPickup } from './present-pickup.ts'

/** The slips, in the order given, as callers see them. */
export async function readPickups(
  { store }: Pick<QueryContext | CommandContext, 'store'>,
  pickups: readonly PickupRow[],
): Promise<Pickup[]> {
  if (pickups.length === 0) return []
  const of = { pickupId: { in: pickups.map(({ id }) => id) } }
  const lines = await store.find(ordersPickupLines, { where: of, limit: 'all' })
  const receivers = await store.find(ordersPickupReceivers, { where: of, limit: 'all' })
  const returns = await store.find(ordersPickupReturns, { where: of, orderBy: ['id'], limit: 'all' })
  const returned =
    returns.length === 0
      ? []
      : await store.find(ordersPickupReturnLines, { where: of, orderBy: ['returnId', 'line'], limit: 'all' })
  return pickups.map((pickup) =>
    presentPickup({
      pickup,
      lines: lines.filter(({ pickupId }) => pickupId === pickup.id),
      receiver: receivers.find(({ pickupId }) => pickupId === pickup.id),
      returns: returns.filter(({ pickupId }) => pickupId === pickup.id),
      returned: returned.filter(({ pickupId }) => pickupId === pickup.id),
    }),
  )
}
