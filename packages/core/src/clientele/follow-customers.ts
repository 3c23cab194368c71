/** Keeps the clientele equal to what orders and customers say, after their commits. */
import { customersMerged, customersUnmerged, customerUpdated } from '../customers/index.ts'
import type { CommandContext } from '../engine/context.ts'
import { type Subscriber, subscribeInBatches } from '../engine/subscriber.ts'
import { orderEvents, orders } from '../orders/index.ts'
import { refreshClientele } from './refresh-clientele.ts'

/** Each customer once a batch, however many events tell of them. */
export const followCustomers: Subscriber = subscribeInBatches({
  name: 'followCustomers',
  to: [...orderEvents, customerUpdated, customersMerged, customersUnmerged],
  batch: 100,
  async handleAll(context, events) {
    const ids = new Set<string>()
    const imported: string[] = []
    for (const { data } of events) {
      if ('customerId' in data) ids.add(data.customerId)
      if ('fromCustomerId' in data) ids.add(data.fromCustomerId)
      if ('mergedId' in data) ids.add(data.mergedId)
      if ('orderIds' in data) imported.push(...data.orderIds)
    }
    for (const id of await buyersOf(context, imported)) ids.add(id)
    await refreshClientele(context, [...ids])
  },
})

async function buyersOf({ store }: CommandContext, orderIds: readonly string[]): Promise<readonly string[]> {
  if (orderIds.length === 0) return []
  const found = await store.find(orders, { where: { id: { in: orderIds } }, limit: 'all' })
  return found.map(({ customerId }) => customerId)
}
