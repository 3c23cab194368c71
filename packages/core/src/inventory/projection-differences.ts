/** Where what is kept beside the facts of an item is not what follows from them. */
import type { ScopedReads } from '../storage/scoped-reads.ts'
import {
  type Layered,
  type OnHand,
  type Pooled,
  plusLayer,
  plusOnHand,
  plusStock,
  plusValue,
  type RebuiltItem,
  type Stocked,
  type Thing,
  type Valued,
} from './rebuild.ts'
import { Sums } from './sums.ts'
import {
  inventoryLayers,
  inventoryLotStock,
  inventoryPools,
  inventorySerials,
  inventoryStock,
  inventoryTotals,
  type SerialRow,
} from './tables.ts'

/** What must be added to a row to be what follows from the facts; and what it is and should be. */
export interface Gap<Key, Numbers> {
  readonly key: Key
  readonly is: Numbers
  readonly should: Numbers
  readonly by: Numbers
}

/** A single thing that is elsewhere than its movements say, or cost something else. */
export interface ThingGap {
  readonly row: SerialRow
  readonly should: Thing | undefined
}

export interface ItemGaps {
  readonly pool: readonly Gap<Record<never, never>, Pooled>[]
  readonly stock: readonly Gap<{ readonly locationId: string }, Stocked>[]
  readonly lots: readonly Gap<{ readonly lotId: string; readonly locationId: string }, OnHand>[]
  readonly layers: readonly Gap<{ readonly movementId: string; readonly line: number; readonly at: string }, Layered>[]
  readonly totals: readonly Gap<
    { readonly period: string; readonly locationId: string; readonly kind: string },
    Valued
  >[]
  readonly things: readonly ThingGap[]
}

const minusOnHand = ({ onHand }: OnHand): OnHand => ({ onHand: -onHand })
const minusStock = ({ onHand, reserved }: Stocked): Stocked => ({ onHand: -onHand, reserved: -reserved })
const minusValue = ({ quantity, value }: Valued): Valued => ({ quantity: -quantity, value: -value })
const minusLayer = (layer: Layered): Layered => ({ ...minusValue(layer), open: -layer.open })

const noPool: Pooled = { quantity: 0, value: 0n, lastCost: 0n, lastUnits: 0, lastAt: 0 }

const isZero = (numbers: object): boolean => Object.values(numbers).every((value) => Number(value) === 0)

interface Compared<Key extends object, Numbers extends object> {
  readonly should: Sums<Key, Numbers>
  readonly is: readonly { readonly key: Key; readonly numbers: Numbers }[]
  readonly plus: (one: Numbers, other: Numbers) => Numbers
  readonly minus: (numbers: Numbers) => Numbers
}

/** Of all rows that are there or should be. One of which nothing is left may be there or not. */
function gapsOf<Key extends object, Numbers extends object>(compared: Compared<Key, Numbers>): Gap<Key, Numbers>[] {
  const { should, is, plus, minus } = compared
  const left = new Sums<Key, Numbers>(plus)
  const stored = new Sums<Key, Numbers>(plus)
  for (const { key, numbers } of should.rows()) left.add(key, numbers)
  for (const { key, numbers } of is) {
    left.add(key, minus(numbers))
    stored.add(key, numbers)
  }
  return left
    .rows()
    .filter(({ numbers }) => !isZero(numbers))
    .map(({ key, numbers: by }) => {
      const was = stored.of(key) ?? plus(by, minus(by))
      return { key, is: was, should: plus(was, by), by }
    })
}

/** Six statements. */
export async function itemGaps(store: ScopedReads, branch: string, rebuilt: RebuiltItem): Promise<ItemGaps> {
  const itemId = rebuilt.item.id
  const where = { branch, itemId }
  const pool = (await store.get(inventoryPools, { branch, itemId })) ?? noPool
  const stock = await store.find(inventoryStock, { where, limit: 'all' })
  const lots = await store.find(inventoryLotStock, { where, limit: 'all' })
  const layers = await store.find(inventoryLayers, { where, limit: 'all' })
  const totals = await store.find(inventoryTotals, { where, limit: 'all' })
  return {
    pool: poolGaps(pool, rebuilt.pool),
    stock: gapsOf({
      should: rebuilt.stock,
      is: stock.map(({ locationId, onHand, reserved }) => ({ key: { locationId }, numbers: { onHand, reserved } })),
      plus: plusStock,
      minus: minusStock,
    }),
    lots: gapsOf({
      should: rebuilt.lots,
      is: lots.map(({ lotId, locationId, onHand }) => ({ key: { lotId, locationId }, numbers: { onHand } })),
      plus: plusOnHand,
      minus: minusOnHand,
    }),
    layers: gapsOf({
      should: rebuilt.layers,
      is: layers.map(({ movementId, line, at, quantity, value, open }) => {
        return { key: { movementId, line, at }, numbers: { quantity, value, open } }
      }),
      plus: plusLayer,
      minus: minusLayer,
    }),
    totals: gapsOf({
      should: rebuilt.totals,
      is: totals.map(({ period, locationId, kind, quantity, value }) => {
        return { key: { period, locationId, kind }, numbers: { quantity, value } }
      }),
      plus: plusValue,
      minus: minusValue,
    }),
    things: await thingGaps(store, branch, rebuilt),
  }
}

function poolGaps(is: Pooled, should: Pooled): ItemGaps['pool'] {
  const by: Pooled = {
    quantity: should.quantity - is.quantity,
    value: should.value - is.value,
    lastCost: should.lastCost - is.lastCost,
    lastUnits: should.lastUnits - is.lastUnits,
    lastAt: should.lastAt - is.lastAt,
  }
  const { quantity, value, lastCost, lastUnits, lastAt } = is
  return isZero(by) ? [] : [{ key: {}, is: { quantity, value, lastCost, lastUnits, lastAt }, should, by }]
}

/** Those that are here by their rows or by their movements. */
async function thingGaps(store: ScopedReads, branch: string, { item, things }: RebuiltItem): Promise<ThingGap[]> {
  if (item.tracking !== 'serial') return []
  const rows = await store.find(inventorySerials, {
    where: { itemId: item.id, anyOf: [{ branch, status: 'inStock' }, { id: { in: [...things.keys()] } }] },
    orderBy: ['id'],
    limit: 'all',
  })
  return rows.flatMap((row) => {
    const should = things.get(row.id)
    const isHere = row.branch === branch && row.status === 'inStock'
    const fits = isHere ? row.locationId === should?.locationId && row.cost === should.cost : should === undefined
    return fits ? [] : [{ row, should }]
  })
}
