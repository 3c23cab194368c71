/** Reservations by their ids, that belong together. */
import type { CommandContext } from '../engine/context.ts'
import { MovementInvalid, ReservationUnknown } from './errors.ts'
import { inventoryReservations, type ReservationRow } from './tables.ts'

/**
 * In the order asked; they are not locked. One statement.
 *
 * @throws RESERVATION_UNKNOWN; MOVEMENT_INVALID where they are of several orders, or one is named twice
 */
export async function requireReservations(
  { store, branch }: CommandContext,
  ids: readonly string[],
): Promise<readonly ReservationRow[]> {
  const found = await store.find(inventoryReservations, { where: { id: { in: [...ids] }, branch }, limit: 'all' })
  const known = new Map(found.map((row) => [row.id, row]))
  const rows = ids.map((reservationId) => {
    const row = known.get(reservationId)
    if (row === undefined) throw ReservationUnknown.create({ reservationId })
    return row
  })
  for (const [index, row] of rows.entries()) {
    const refuse = (rule: string, value: string) => MovementInvalid.create({ line: index + 1, rule, value })
    if (row.orderId !== rows[0]?.orderId) throw refuse('must be of the same order as the first', row.orderId ?? 'none')
    if (ids.indexOf(row.id) !== index) throw refuse('must name each reservation once', row.id)
  }
  return rows
}
