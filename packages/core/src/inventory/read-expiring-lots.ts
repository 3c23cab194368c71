/** Lots in stock that expire by a day, or have expired. */
import type { QueryContext } from '../engine/context.ts'
import { present } from '../storage/filter.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { divideRounded } from '../values/rounding.ts'
import { useKey } from './read-use.ts'
import type { ReportItems } from './report-items.ts'
import { inventoryLots, inventoryLotStock, inventoryPools, type StockItemRow } from './tables.ts'

export interface WantedLots {
  readonly items: ReportItems
  readonly branch?: string | undefined
  readonly by: CalendarDate
}

export interface ExpiringLot {
  readonly branch: string
  readonly item: StockItemRow
  readonly lotId: string
  readonly number: string
  readonly expiresOn: CalendarDate
  readonly quantity: number
  /** At the mean cost of the item in the branch. */
  readonly value: bigint
  readonly locations: readonly { readonly locationId: string; readonly quantity: number }[]
}

/** What expires first before the rest. At most three statements. */
export async function readExpiringLots(
  { store }: Pick<QueryContext, 'store'>,
  { items: { byId, ids }, branch, by }: WantedLots,
): Promise<readonly ExpiringLot[]> {
  const of = present({ branch, itemId: ids === undefined ? undefined : { in: ids } })
  const stock = await store.find(inventoryLotStock, { where: { ...of, onHand: { gt: 0 } }, limit: 'all' })
  if (stock.length === 0) return []
  const lotIds = [...new Set(stock.map((row) => row.lotId))]
  const lots = await store.find(inventoryLots, { where: { id: { in: lotIds }, expiresOn: { lte: by } }, limit: 'all' })
  if (lots.length === 0) return []
  const itemIds = [...new Set(lots.map((lot) => lot.itemId))]
  const pools = await store.find(inventoryPools, { where: { ...of, itemId: { in: itemIds } }, limit: 'all' })
  const poolOf = new Map(pools.map((pool) => [useKey(pool.branch, pool.itemId), pool]))
  const rows = lots.flatMap((lot) => {
    const item = byId.get(lot.itemId)
    const { expiresOn } = lot
    if (item === undefined || expiresOn === null) return []
    const own = stock.filter((row) => row.lotId === lot.id)
    return [...new Set(own.map((row) => row.branch))].map((at) => {
      const places = own.filter((row) => row.branch === at)
      const quantity = places.reduce((sum, row) => sum + row.onHand, 0)
      const pool = poolOf.get(useKey(at, item.id))
      const value =
        pool === undefined || pool.quantity === 0
          ? 0n
          : divideRounded(pool.value * BigInt(quantity), BigInt(pool.quantity), 'half-up')
      const locations = places
        .map(({ locationId, onHand }) => ({ locationId, quantity: onHand }))
        .sort((one, other) => (one.locationId < other.locationId ? -1 : 1))
      return { branch: at, item, lotId: lot.id, number: lot.number, expiresOn, quantity, value, locations }
    })
  })
  const order = (one: ExpiringLot) => `${one.expiresOn} ${one.branch} ${one.item.code} ${one.number}`
  return rows.sort((one, other) => (order(one) < order(other) ? -1 : 1))
}
