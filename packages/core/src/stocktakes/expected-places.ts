/** Where the books have something that a stocktake is of. */
import { inventoryItems, inventoryLotStock, inventoryStock, type StockItemRow } from '../inventory/index.ts'
import { present } from '../storage/filter.ts'
import type { ScopedReads } from '../storage/scoped-reads.ts'
import type { Place } from './read-books.ts'
import { covers, itemsOf } from './scope.ts'
import type { StocktakeRow } from './tables.ts'

export interface ExpectedPlace extends Place {
  readonly item: StockItemRow
  /** Now. */
  readonly book: number
}

/** Of the stocktake's items at these locations, by item and lot. At most three statements. */
export async function expectedPlaces(
  store: ScopedReads,
  stocktake: StocktakeRow,
  locationIds: readonly string[],
): Promise<readonly ExpectedPlace[]> {
  const { kind, category } = stocktake
  const only = itemsOf(stocktake)
  const id = only === null ? undefined : { in: only }
  const items = await store.find(inventoryItems, {
    where: present({ id, kind: kind ?? undefined, category: category ?? undefined }),
    limit: 'all',
  })
  const byId = new Map(items.filter((item) => covers(stocktake, item)).map((item) => [item.id, item]))
  const where = { locationId: { in: locationIds }, onHand: { ne: 0 } }
  const places: ExpectedPlace[] = []
  for (const { itemId, locationId, onHand } of await store.find(inventoryStock, { where, limit: 'all' })) {
    const item = byId.get(itemId)
    if (item === undefined || item.tracking === 'lot') continue
    places.push({ itemId, locationId, lotId: '', item, book: onHand })
  }
  if ([...byId.values()].some((item) => item.tracking === 'lot')) {
    for (const { itemId, locationId, lotId, onHand } of await store.find(inventoryLotStock, { where, limit: 'all' })) {
      const item = byId.get(itemId)
      if (item !== undefined) places.push({ itemId, locationId, lotId, item, book: onHand })
    }
  }
  const order = (place: ExpectedPlace) => `${place.locationId} ${place.item.code} ${place.lotId}`
  return places.sort((one, other) => (order(one) < order(other) ? -1 : 1))
}
