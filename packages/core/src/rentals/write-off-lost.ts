/** Takes units out of the stock that are gone, at what they cost. */
import type { CommandContext } from '../engine/context.ts'
import { inventoryLocations, inventorySerials, inventoryStock, postMovement } from '../inventory/index.ts'
import type { RentalRow } from './tables.ts'

/**
 * A movement of waste: of the unit where it lies in the books, or of counted units from the sellable locations of the branch in
 * the order of their codes. Answers the movement; undefined where the books have the unit no more. Statements: one or two, and
 * as postMovement.
 *
 * @throws as postMovement
 */
export async function writeOffLost(
  context: CommandContext,
  rental: RentalRow,
  reason: string,
): Promise<string | undefined> {
  const { orderId, orderLineId, customerId } = rental
  const lines = rental.serialId === null ? await countedLines(context, rental) : await unitLine(context, rental)
  if (lines.length === 0) return undefined
  const { movement } = await postMovement(context, {
    kind: 'waste',
    lines,
    reason,
    reference: rental.id,
    orderId: orderId ?? undefined,
    orderLineId: orderLineId ?? undefined,
    customerId: customerId ?? undefined,
  })
  return movement.id
}

async function unitLine({ store }: CommandContext, { serialId, itemId }: RentalRow) {
  const serial = serialId === null ? undefined : await store.get(inventorySerials, serialId)
  if (serial === undefined || serial.status !== 'inStock' || serial.locationId === null) return []
  return [{ itemId, locationId: serial.locationId, quantity: -1, serialId: serial.id }]
}

async function countedLines({ store, branch }: CommandContext, { itemId, quantity }: RentalRow) {
  const locations = await store.find(inventoryLocations, {
    where: { branch, sellable: true },
    orderBy: ['code'],
    limit: 'all',
  })
  const stock = await store.find(inventoryStock, { where: { branch, itemId }, limit: 'all' })
  const onHand = new Map(stock.map((row) => [row.locationId, row.onHand]))
  const lines = []
  let left = quantity
  for (const { id: locationId } of locations) {
    const taken = Math.min(left, Math.max(0, onHand.get(locationId) ?? 0))
    if (taken > 0) lines.push({ itemId, locationId, quantity: -taken })
    left -= taken
  }
  return lines
}
