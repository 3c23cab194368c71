/** Goods came: lines that wait for them are promised them. After the commit, so that no receipt waits for it. */
import { type Subscriber, subscribe } from '../engine/subscriber.ts'
import { stockMoved } from '../inventory/index.ts'
import { coverOrders, waitingOrders } from './cover-needs.ts'
import { needsBook } from './needs-book.ts'
import { suppliesSettings } from './settings.ts'

/** Kinds of movements by which goods come that nobody was promised; what a customer brings back is promised to its line again. */
const arrivals: readonly string[] = [
  'receipt',
  'transferIn',
  'production',
  'adjustment',
  'count',
  'customerReturn',
  'move',
]

export const promiseArrivals: Subscriber = subscribe({
  name: 'promiseArrivals',
  to: [stockMoved],
  from: 'now',
  async handle(context, { data: { kind, lines } }) {
    if (!arrivals.includes(kind)) return
    const itemIds = [...new Set(lines.flatMap(({ itemId, quantity }) => (quantity > 0 ? [itemId] : [])))]
    if (itemIds.length === 0 || !(await context.settings(needsBook)).used) return
    if (!(await context.settings(suppliesSettings)).promiseArrivals) return
    await coverOrders(context, await waitingOrders(context, itemIds), { itemIds })
  },
})
