/** What the books say of places at the moments at which they were counted. */
import type { QueryContext } from '../engine/context.ts'
import {
  inventoryLines,
  inventoryLotStock,
  inventorySerials,
  inventoryStock,
  type MovementLineRow,
} from '../inventory/index.ts'
import type { ScopedReads } from '../storage/scoped-reads.ts'
import type { Instant } from '../values/instant.ts'
import type { Seen } from './count-difference.ts'

/** An item, or a lot of it, at a location. */
export interface Place {
  readonly locationId: string
  readonly itemId: string
  /** Empty where the item has no lots. */
  readonly lotId: string
}

export interface CountedPlace extends Place {
  readonly asOf: Instant
  /** The count that it is of: of two things at one instant, what was written down first happened first. */
  readonly countId: string
  /** none, lot or serial. */
  readonly tracking: string
}

export const placeKey = ({ locationId, itemId, lotId }: Place): string => `${locationId} ${itemId} ${lotId}`

type Reading = Pick<QueryContext, 'branch'> & { readonly store: ScopedReads }

/**
 * The books of each place at its own moment, as is now known: the stock of now without what moved since. Two statements, one
 * more each where there are lots and serials.
 */
export async function readBooks(context: Reading, places: readonly CountedPlace[]): Promise<ReadonlyMap<string, Seen>> {
  const { store, branch } = context
  if (places.length === 0) return new Map()
  const of = {
    itemId: { in: unique(places, (place) => place.itemId) },
    locationId: { in: unique(places, (place) => place.locationId) },
  }
  const now = await stockOf(store, of, places)
  const [from = ''] = unique(places, (place) => place.asOf).toSorted()
  const moved = await store.find(inventoryLines, {
    where: { branch, ...of, at: { gte: from }, quantity: { ne: 0 } },
    orderBy: ['at', 'movementId', 'line'],
    limit: 'all',
  })
  return new Map(
    places.map((place) => {
      const since = moved.filter(
        (line) =>
          line.itemId === place.itemId &&
          line.locationId === place.locationId &&
          (place.lotId === '' || line.lotId === place.lotId) &&
          isSince(line, place),
      )
      return [placeKey(place), before(now.get(placeKey(place)) ?? { quantity: 0, serials: [] }, since)]
    }),
  )
}

/**
 * Whether a line came after a count. Of one instant what was written down later did, but for what another stocktake posted of that
 * instant: that is as it was seen then.
 */
const isSince = (line: Pick<MovementLineRow, 'at' | 'movementId' | 'kind'>, { asOf, countId }: CountedPlace): boolean =>
  line.at > asOf || (line.at === asOf && line.kind !== 'count' && line.movementId > countId)

const unique = (places: readonly CountedPlace[], of: (place: CountedPlace) => string): readonly string[] => [
  ...new Set(places.map(of)),
]

interface Where {
  readonly itemId: { readonly in: readonly string[] }
  readonly locationId: { readonly in: readonly string[] }
}

async function stockOf(store: ScopedReads, of: Where, places: readonly CountedPlace[]): Promise<Map<string, Seen>> {
  const seen = new Map<string, Seen>()
  const has = (tracking: string) => places.some((place) => place.tracking === tracking)
  if (places.some((place) => place.lotId === '')) {
    for (const row of await store.find(inventoryStock, { where: of, limit: 'all' })) {
      seen.set(placeKey({ ...row, lotId: '' }), { quantity: row.onHand, serials: [] })
    }
  }
  if (has('lot')) {
    for (const row of await store.find(inventoryLotStock, { where: of, limit: 'all' })) {
      seen.set(placeKey(row), { quantity: row.onHand, serials: [] })
    }
  }
  if (has('serial')) {
    const where = { ...of, status: 'inStock' }
    for (const { id, itemId, locationId } of await store.find(inventorySerials, {
      where,
      orderBy: ['id'],
      limit: 'all',
    })) {
      const key = placeKey({ itemId, locationId: locationId ?? '', lotId: '' })
      const { quantity = 0, serials = [] } = seen.get(key) ?? {}
      seen.set(key, { quantity, serials: [...serials, id] })
    }
  }
  return seen
}

interface MovedLine {
  readonly quantity: number
  readonly serialId: string | null
}

/** What was there before these lines moved, the last one first. */
function before(now: Seen, since: readonly MovedLine[]): Seen {
  const serials = new Set(now.serials)
  let { quantity } = now
  for (const line of [...since].reverse()) {
    quantity -= line.quantity
    if (line.serialId === null) continue
    if (line.quantity > 0) serials.delete(line.serialId)
    else serials.add(line.serialId)
  }
  return { quantity, serials: [...serials].sort() }
}
