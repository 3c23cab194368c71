/** Promises to lines what they still wait for, as far as it is there. */
import type { CommandContext } from '../engine/context.ts'
import { orders, ordersLines } from '../orders/index.ts'
import { openNeeds } from './open-needs.ts'
import { needsOfLines } from './line-needs.ts'
import { settlePromises } from './promises.ts'
import { compareDue } from './read-order-lines.ts'
import { suppliesLineNeeds } from './tables.ts'

/** The most orders that are looked after at once. */
export const mostCovered = 200

/** Orders of which something waits for these items and is not promised yet, those that are due first. Four statements. */
export async function waitingOrders(context: CommandContext, itemIds: readonly string[]): Promise<readonly string[]> {
  const waiting = await openNeeds(context, { itemIds })
  const lacking = waiting.filter(({ need, promised }) => need.reserves && !need.lapsed && promised < need.outstanding)
  return [...new Set(lacking.map(({ order }) => order.id))].slice(0, mostCovered)
}

/**
 * Locks the orders in the order of their ids, then promises to their lines, those that are due first, what is there.
 *
 * @param lapsed promises as well what ended because nobody paid
 */
export async function coverOrders(
  context: CommandContext,
  orderIds: readonly string[],
  { lapsed = false, itemIds }: { readonly lapsed?: boolean; readonly itemIds?: readonly string[] } = {},
): Promise<void> {
  if (orderIds.length === 0) return
  const { store } = context
  const where = { id: { in: [...orderIds] } }
  const held = await store.findForUpdate(orders, { where, orderBy: ['id'], limit: 'all' })
  const orderOf = new Map(held.map((order) => [order.id, order]))
  const lines = await store.find(ordersLines, {
    where: { orderId: { in: [...orderOf.keys()] } },
    orderBy: ['orderId', 'line'],
    limit: 'all',
  })
  const known = await needsOfLines(context, lines)
  const needs = known.filter(({ need }) => itemIds === undefined || itemIds.includes(need.itemId))
  const ended = needs.filter(({ need }) => need.lapsed && need.outstanding > 0)
  const again =
    lapsed && ended.length > 0
      ? await store.updateAll(
          suppliesLineNeeds,
          ended.map(({ need }) => need),
          { lapsed: false },
        )
      : []
  const renewed = new Map(again.map((need) => [need.id, need]))
  const due = needs.flatMap(({ need, line }) => {
    const order = orderOf.get(line.orderId)
    return order === undefined || need.closed ? [] : [{ need: renewed.get(need.id) ?? need, line, order }]
  })
  await settlePromises(context, due.sort(compareDue), { partly: () => true })
}
