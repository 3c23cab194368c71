/** Units of the stock and counted stock by the names under which they are claimed. */
import { stockNamed, type Taken } from '../claims/index.ts'
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { inventoryItems, inventorySerials } from '../inventory/index.ts'
import { readCounts, readUses } from '../rentals/index.ts'

export interface StockOfName {
  /** What people call it: `gown/G-1`. */
  readonly code: string
  readonly capacity: number
  /** What is in use, by whom it may: what runs over a claim of the same reference counts beside it. */
  readonly uses: readonly Taken[]
}

/** Statements: none where no name is of the stock; else units, items and what is out, and two for each branch of which counted stock is named. */
export async function readStockOfNames(
  context: QueryContext | CommandContext,
  names: readonly string[],
): Promise<ReadonlyMap<string, StockOfName>> {
  const { store, now } = context
  const wanted = [...new Set(names)].flatMap((name) => {
    const of = stockNamed(name)
    return of === undefined ? [] : [{ name, of }]
  })
  if (wanted.length === 0) return new Map()
  const serialIds = wanted.flatMap(({ of }) => ('serialId' in of ? of.serialId : []))
  const serials = await store.find(inventorySerials, { where: { id: { in: serialIds } }, limit: 'all' })
  const counted = wanted.flatMap(({ of }) => ('itemId' in of ? of : []))
  const itemIds = [...new Set([...serials, ...counted].map(({ itemId }) => itemId))]
  const items = await store.find(inventoryItems, { where: { id: { in: itemIds } }, limit: 'all' })
  const codeOf = new Map(items.map(({ id, code }) => [id, code]))
  const uses = await readUses(store, itemIds, now)
  const counts = new Map<string, number>()
  for (const branch of new Set(counted.map((one) => one.branch))) {
    const own = counted.filter((one) => one.branch === branch).map(({ itemId }) => itemId)
    for (const [itemId, count] of await readCounts({ store, branch }, own)) counts.set(`${branch} ${itemId}`, count)
  }
  const byId = new Map(serials.map((serial) => [serial.id, serial]))
  return new Map(
    wanted.map(({ name, of }): [string, StockOfName] => {
      const own = uses.filter(({ resource }) => resource === name)
      if ('itemId' in of) {
        const capacity = counts.get(`${of.branch} ${of.itemId}`) ?? 0
        return [name, { code: codeOf.get(of.itemId) ?? of.itemId, capacity, uses: own }]
      }
      const serial = byId.get(of.serialId)
      const code = `${codeOf.get(serial?.itemId ?? '') ?? ''}/${serial?.serial ?? of.serialId}`
      return [name, { code, capacity: 1, uses: own }]
    }),
  )
}
