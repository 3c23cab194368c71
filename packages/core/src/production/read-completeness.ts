/** What is missing of an order before its customer can be told, for rooms above. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { type OrderLineRow, stageTitles } from '../orders/index.ts'
import { openFlowBook } from '../stages/index.ts'
import { type Counted, selectionSelections, selectionUses } from '../selection/index.ts'
import { type Missing, missingOfLine } from './missing.ts'
import { missingProducts, type UsedProduct } from './missing-products.ts'
import { productionLines } from './tables.ts'

/**
 * What is missing, line by line; nothing where all of it may be handed over. Three statements, of lines that the caller has read.
 *
 * @param lines all lines of the order
 */
export async function readCompleteness(
  context: QueryContext | CommandContext,
  orderId: string,
  lines: readonly OrderLineRow[],
): Promise<Missing[]> {
  const { store } = context
  const titleOf = stageTitles(await openFlowBook(context))
  const states = await store.find(productionLines, { where: { orderId }, limit: 'all' })
  const selections = await store.find(selectionSelections, {
    where: { orderId, state: 'confirmed' },
    orderBy: ['orderId', 'lineId', 'number'],
    limit: 'all',
  })
  const uses = await store.find(selectionUses, {
    where: { orderId, entitlement: 'products' },
    orderBy: ['orderId', 'lineId'],
    limit: 'all',
  })
  const stateOf = new Map(states.map((state) => [state.lineId, state]))
  const used: UsedProduct[] = [
    ...selections.flatMap(({ lineId, counted }) =>
      (counted as unknown as readonly Counted[])
        .filter(({ entitlement }) => entitlement === 'products')
        .map(({ code, variant, included }) => ({ lineId, code, variant, included })),
    ),
    ...uses.map(({ lineId, code, variant, included }) => ({ lineId, code, variant, included })),
  ]
  return [
    ...lines.flatMap((line) => missingOfLine(line, stateOf.get(line.id), titleOf)),
    ...missingProducts(lines, used),
  ]
}
