/** What becomes of images and selections where their order changes hands, or becomes a part of another one. */
import type { CommandContext } from '../engine/context.ts'
import { on } from '../engine/hook.ts'
import { type OrdersMerging, type OrderTransferring, ordersMerging, orderTransferring } from '../orders/index.ts'
import { OrderHasImages } from './errors.ts'
import { selectionSelections, selectionShoots, selectionUses } from './tables.ts'

/**
 * Shoots are the new customer's; what was confirmed and used is a fact, and stays with who signed it. Images belong for ever to the
 * branch that registered them, so an order that has any stays there.
 *
 * @throws ORDER_HAS_IMAGES
 */
async function transferOrder(context: CommandContext, { order, to }: OrderTransferring): Promise<void> {
  if (to.kind === 'branch') return refuseImages(context, order, 'go to another branch')
  await context.store.updateWhere(selectionShoots, { orderId: order.id }, { customerId: to.customerId })
}

/** Images name their order for ever: an order that has any is the one that stays. @throws ORDER_HAS_IMAGES */
function mergeOrders(context: CommandContext, { merged }: OrdersMerging): Promise<void> {
  return refuseImages(context, merged, 'be merged into another order')
}

/** Three statements. */
async function refuseImages(
  { store }: CommandContext,
  { id: orderId, number }: { readonly id: string; readonly number: string },
  action: string,
): Promise<void> {
  const one = { where: { orderId }, limit: 1 } as const
  const shoots = await store.find(selectionShoots, one)
  const selections = await store.find(selectionSelections, one)
  const uses = await store.find(selectionUses, one)
  const kept = [shoots.length > 0 && 'shoots', selections.length > 0 && 'selections', uses.length > 0 && 'uses']
  const found = kept.filter((what) => what !== false)
  if (found.length > 0) throw OrderHasImages.create({ number, kept: found, action })
}

export const transferHooks = [on(orderTransferring, transferOrder), on(ordersMerging, mergeOrders)]
