/** What is done with lines whose order changes hands, or becomes a part of another one. */
import type { CommandContext } from '../engine/context.ts'
import { type Hook, on } from '../engine/hook.ts'
import { type OrdersMerging, type OrderTransferring, ordersMerging, orderTransferring } from '../orders/index.ts'
import { ProductionStays } from './errors.ts'
import { productionLines, productionPieces, productionProofs, productionRounds, productionRushes } from './tables.ts'

/**
 * What happened is sealed in the books of its branch, so that lines with which something was done stay there.
 *
 * @throws PRODUCTION_STAYS
 */
async function transferOrder({ store }: CommandContext, { order, lines, to }: OrderTransferring): Promise<void> {
  if (to.kind !== 'branch') return
  const begun = await store.find(productionLines, { where: { orderId: order.id }, limit: 'all' })
  if (begun.length === 0) return
  const begunIds = new Set(begun.map(({ lineId }) => lineId))
  const numbers = lines.filter(({ id }) => begunIds.has(id)).map(({ line }) => line)
  throw ProductionStays.create({ number: order.number, lines: numbers, branch: order.branch, to: to.branch })
}

/**
 * Rounds, proofs, pieces and rush go with their lines; facts keep the order that they were written with, and are read by their line.
 * One statement where nothing was begun, else five.
 */
async function mergeOrders({ store }: CommandContext, { survivor, lines }: OrdersMerging): Promise<void> {
  const where = { lineId: { in: lines.map(({ id }) => id) } }
  const moved = await store.updateWhere(productionLines, where, { orderId: survivor.id })
  if (moved === 0) return
  const set = { orderId: survivor.id }
  await store.updateWhere(productionRounds, where, set)
  await store.updateWhere(productionProofs, where, set)
  await store.updateWhere(productionPieces, where, set)
  await store.updateWhere(productionRushes, where, set)
}

export const transferHooks: readonly Hook[] = [on(orderTransferring, transferOrder), on(ordersMerging, mergeOrders)]
