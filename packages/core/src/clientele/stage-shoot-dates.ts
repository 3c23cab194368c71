/** The days of shoots as the stages of lines tell them. */
import { entry } from '../engine/registry.ts'
import { ledgerCommitments, orderIdsOf } from '../ledger/index.ts'
import { ordersStageChanges } from '../orders/index.ts'
import { type ShootDates, shootDates } from './shoot-dates.ts'

/** The stage that a line enters when it was photographed. */
const shotStage = 'shot'

const stages: ShootDates = {
  name: 'stages',
  async datesOf({ store }, orderIds) {
    const commitments = await store.find(ledgerCommitments, { where: { orderId: { in: orderIds } }, limit: 'all' })
    // Lines of an order that was merged were photographed under its id.
    const standsFor = new Map(commitments.flatMap((one) => orderIdsOf(one).map((id) => [id, one.orderId] as const)))
    for (const one of commitments) for (const id of orderIdsOf(one).slice(1)) standsFor.set(id, one.orderId)
    const changes = await store.find(ordersStageChanges, {
      where: { orderId: { in: [...new Set([...orderIds, ...standsFor.keys()])] }, toStage: shotStage },
      limit: 'all',
    })
    const dates = new Map<string, string[]>()
    for (const { orderId: of, businessDate } of changes) {
      const orderId = standsFor.get(of) ?? of
      dates.set(orderId, [...(dates.get(orderId) ?? []), businessDate])
    }
    return dates
  },
}

export const stageShootDates = entry(shootDates, stages)
