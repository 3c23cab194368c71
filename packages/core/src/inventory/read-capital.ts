/** What the stock of now is worth, and where it lies. */
import type { QueryContext } from '../engine/context.ts'
import { present } from '../storage/filter.ts'
import type { CapitalPart } from './capital.ts'
import { readStock } from './read-stock.ts'
import { spreadValue } from './spread-value.ts'
import { inventoryLocations, inventorySerials, type StockItemRow } from './tables.ts'

export interface WantedCapital {
  readonly byId: ReadonlyMap<string, StockItemRow>
  readonly branch?: string | undefined
  readonly itemIds?: readonly string[] | undefined
  readonly byLocation: boolean
}

export interface ReadCapital {
  readonly parts: readonly CapitalPart[]
  readonly locationNames: ReadonlyMap<string, string>
}

/** Two statements; by location four, since single units are worth what each cost. */
export async function readCapital(
  context: Pick<QueryContext, 'store' | 'studio' | 'branch' | 'businessDate' | 'now'>,
  { byId, branch, itemIds, byLocation }: WantedCapital,
): Promise<ReadCapital> {
  const stock = await readStock(context, { branch, itemIds })
  const known = stock.filter(({ itemId }) => byId.has(itemId))
  if (!byLocation) {
    const parts = known.map(({ branch: of, itemId, value }) => ({ branch: of, itemId, locationId: '', value }))
    return { parts, locationNames: new Map() }
  }
  const { store } = context
  const locations = await store.find(inventoryLocations, { where: present({ branch }), limit: 'all' })
  const units = await store.aggregate(inventorySerials, {
    where: present({ status: 'inStock', branch, itemId: itemIds === undefined ? undefined : { in: itemIds } }),
    groupBy: ['itemId', 'locationId'],
    measures: { cost: { of: 'sum', column: 'cost' } },
    limit: 'all',
  })
  const costs = new Map(units.map((row) => [`${row.itemId} ${row.locationId}`, row.cost]))
  const parts = known.flatMap(({ branch: of, itemId, value, places }) => {
    const shared = spreadValue(
      value,
      places.map(({ quantity }) => quantity),
    )
    const own = places.map(({ locationId }) => costs.get(`${itemId} ${locationId}`))
    // Units are valued one by one; where that is not the whole value, quantities decide.
    const exact = own.every((cost) => cost !== undefined) && own.reduce((sum, cost) => sum + (cost ?? 0n), 0n) === value
    if (places.length === 0) return [{ branch: of, itemId, locationId: '', value }]
    return places.map(({ locationId }, at) => ({
      branch: of,
      itemId,
      locationId,
      value: (exact ? own[at] : shared[at]) ?? 0n,
    }))
  })
  return { parts, locationNames: new Map(locations.map((row) => [row.id, row.name])) }
}
