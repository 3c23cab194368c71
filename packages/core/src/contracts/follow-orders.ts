/** What follows for contracts from changes of their orders: told after the commit, so that no sale waits for it. */
import { type Subscriber, subscribe } from '../engine/subscriber.ts'
import {
  orderCancelled,
  orderLineAdded,
  orderLineCancelled,
  orderLineChanged,
  orderLineExchanged,
  orders,
  ordersLines,
  ordersMerged,
} from '../orders/index.ts'
import { contractOutdated } from './events.ts'
import { outdatedBy, readContract } from './hold-contract.ts'
import { contractsStandings } from './tables.ts'

/** Writes whether an order still is what its last contract says. What signs or moves lines looks for itself. */
export const followOrders: Subscriber = subscribe({
  name: 'followOrders',
  to: [orderLineAdded, orderLineChanged, orderLineExchanged, orderLineCancelled, orderCancelled, ordersMerged],
  async handle(context, { data: { orderId } }) {
    const { store } = context
    if ((await store.get(contractsStandings, orderId)) === undefined) return
    if ((await store.getForUpdate(orders, orderId)) === undefined) return
    const standing = await store.getForUpdate(contractsStandings, orderId)
    if (standing === undefined) return
    const contract = await readContract(context, standing.contractId)
    const lines = await store.find(ordersLines, { where: { orderId }, orderBy: ['line'], limit: 'all' })
    const outdated = outdatedBy(contract, lines).length > 0
    if (outdated === standing.outdated) return
    await store.update(contractsStandings, standing, { outdated })
    context.emit(contractOutdated, { contractId: contract.id, orderId, outdated })
  },
})
