/** Moves lines from one order into another. */
import type { CommandContext } from '../engine/context.ts'
import { type OrderLineRow, type OrderRow, ordersLines } from './tables.ts'

/**
 * Their numbers go on after the last of the survivor, in their order; ids stay. A line that was an add-on of one that stays behind
 * stands by itself. One statement for lines, one for add-ons.
 */
export async function linesToOrder(
  { store }: CommandContext,
  lines: readonly OrderLineRow[],
  { id: orderId, lastLine }: OrderRow,
): Promise<readonly OrderLineRow[]> {
  const numbers = new Set(lines.map(({ line }) => line))
  const isAddOn = ({ addOnTo }: OrderLineRow): boolean => addOnTo !== null && numbers.has(addOnTo)
  const alone = lines.filter((line) => !isAddOn(line))
  const addOns = lines.filter(isAddOn)
  return [
    ...(await store.updateAll(ordersLines, alone, { orderId, addOnTo: null }, { line: lastLine })),
    ...(await store.updateAll(ordersLines, addOns, { orderId }, { line: lastLine, addOnTo: lastLine })),
  ]
}
