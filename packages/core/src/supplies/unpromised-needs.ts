/** What lines will take and were not promised yet, for what is ordered from suppliers. */
import { entry } from '../engine/registry.ts'
import { inventoryReservations } from '../inventory/index.ts'
import { type StockNeed, type StockNeeds, stockNeeds } from '../procurement/index.ts'
import { present } from '../storage/filter.ts'
import { sharePromises } from './open-needs.ts'
import { suppliesLineNeeds } from './tables.ts'

const linesUnderWay: StockNeeds = {
  name: 'supplies',
  /** Two statements, one where nothing is needed. */
  async neededOf({ store, branch }, { itemIds }): Promise<readonly StockNeed[]> {
    const itemId = itemIds === undefined ? undefined : { in: [...itemIds] }
    const where = present({ branch, outstanding: { gt: 0 } as const, itemId })
    const needs = await store.find(suppliesLineNeeds, { where, orderBy: ['id'], limit: 'all' })
    if (needs.length === 0) return []
    const promises = await store.find(inventoryReservations, {
      where: { orderLineId: { in: [...new Set(needs.map(({ lineId }) => lineId))] }, open: { gt: 0 } },
      orderBy: ['id'],
      limit: 'all',
    })
    const promised = sharePromises(needs, promises)
    return needs.map(({ itemId: of, locationId, outstanding }, at) => {
      return { itemId: of, locationId, quantity: outstanding - (promised[at] ?? 0) }
    })
  },
}

export const unpromisedNeeds = entry(stockNeeds, linesUnderWay)
