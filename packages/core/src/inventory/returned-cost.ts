/** What goods cost that a customer brings back: the cost of the lines that took them. */
import type { CommandContext } from '../engine/context.ts'
import type { LineInPlace } from './check-lines.ts'
import type { Instant } from '../values/instant.ts'
import { MovementNotReversible, MovementUnknown } from './errors.ts'
import { inventoryCosts, inventoryLines } from './tables.ts'
import { shareOf } from './valuation.ts'

const keyOf = (movementId: string, line: number): string => `${movementId}:${line}`

/**
 * What each line brings back is worth, in minor units, in the order of the lines: the cost of what was issued, as it is known
 * now, in parts that add up to it. Three statements for any number of lines; the pools are locked.
 *
 * @throws MOVEMENT_UNKNOWN; MOVEMENT_NOT_REVERSIBLE where more comes back than went out, or before it went
 */
export async function returnedCosts(
  context: CommandContext,
  lines: readonly LineInPlace[],
  at: Instant,
): Promise<readonly bigint[]> {
  const { store } = context
  const movementIds = [...new Set(lines.flatMap(({ of }) => of?.movementId ?? []))]
  if (movementIds.length === 0) return []
  const issued = await store.find(inventoryLines, { where: { movementId: { in: movementIds } }, limit: 'all' })
  const costs = await store.find(inventoryCosts, { where: { movementId: { in: movementIds } }, limit: 'all' })
  const before = await store.find(inventoryLines, { where: { ofMovementId: { in: movementIds } }, limit: 'all' })
  const total = new Map(issued.map((row) => [keyOf(row.movementId, row.line), { row, value: row.value, back: 0 }]))
  for (const { movementId, line, amount } of costs) {
    const of = total.get(keyOf(movementId, line))
    if (of !== undefined) of.value += amount
  }
  for (const { ofMovementId, ofLine, quantity } of before) {
    const of = total.get(keyOf(ofMovementId ?? '', ofLine ?? 0))
    if (of !== undefined) of.back += quantity
  }
  return lines.map(({ of: named, itemId, serialId, quantity }) => {
    const movementId = named?.movementId ?? ''
    const of = total.get(keyOf(movementId, named?.line ?? 0))
    if (of === undefined || of.row.itemId !== itemId || of.row.branch !== context.branch) {
      throw MovementUnknown.create({ movementId, line: named?.line ?? null })
    }
    if (of.row.at > at) throw MovementNotReversible.create({ movementId, rule: `took the goods after ${at}` })
    const out = -of.row.quantity
    if (out < of.back + quantity) {
      const rule = `took ${out}, of which ${of.back} came back before, so that ${quantity} cannot`
      throw MovementNotReversible.create({ movementId, rule })
    }
    if (of.row.serialId !== null && of.row.serialId !== (serialId ?? null)) {
      throw MovementNotReversible.create({ movementId, rule: 'took another single unit' })
    }
    const value = shareOf(-of.value, of.back + quantity, out) - shareOf(-of.value, of.back, out)
    of.back += quantity
    return value
  })
}
