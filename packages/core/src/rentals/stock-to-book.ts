/** Units and counted stock as rooms above promise them: by the rules by which they are rented. */
import type { Taken } from '../claims/index.ts'
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { inventoryItems, inventorySerials, type SerialRow, type StockItemRow } from '../inventory/index.ts'
import type { ScopedReads } from '../storage/scoped-reads.ts'
import type { Instant } from '../values/instant.ts'
import { readAway, usesOf } from './overruns.ts'
import { isHere, whereIs } from './rentable-items.ts'
import { readTerms, type TermsOf } from './terms.ts'

type Context = QueryContext | CommandContext

/** An item with all its units of all branches, and the terms on which they are rented. */
export interface StockToBook {
  readonly item: StockItemRow
  /** In the order of their numbers; none of what is only counted. */
  readonly serials: readonly SerialRow[]
  readonly termsOf: TermsOf
}

/** Items by their ids. Statements: items, units, terms. */
export async function readStockToBook(
  context: Context,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, StockToBook>> {
  if (itemIds.length === 0) return new Map()
  const { store } = context
  const items = await store.find(inventoryItems, { where: { id: { in: itemIds } }, limit: 'all' })
  const serials = await store.find(inventorySerials, {
    where: { itemId: { in: itemIds } },
    orderBy: ['serial', 'id'],
    limit: 'all',
  })
  const termsOf = await readTerms(context, itemIds)
  const lists = new Map(items.map((item) => [item.id, { item, serials: [] as SerialRow[], termsOf }]))
  for (const serial of serials) lists.get(serial.itemId)?.serials.push(serial)
  return lists
}

/** Why a unit cannot be promised in a branch; undefined where it can. Whether it is reserved for sale is asked apart. Pure. */
export const whyUnitGone = (serial: SerialRow, branch: string): string | undefined =>
  isHere(serial, branch) ? undefined : whereIs(serial, branch)

/** Units of items that are reserved for sale, and those that are named, by their ids, as they are now. One statement. */
export async function readUnitsNow(
  store: ScopedReads,
  itemIds: readonly string[],
  named: readonly string[],
): Promise<ReadonlyMap<string, SerialRow>> {
  const rows = await store.find(inventorySerials, {
    where: { itemId: { in: itemIds }, anyOf: [{ reservedBy: { ne: null } }, { id: { in: named } }] },
    limit: 'all',
  })
  return new Map(rows.map((row) => [row.id, row]))
}

/** What uses units of items now, for as long as one can tell: what of it runs over its claims counts beside them. One statement. */
export async function readUses(
  store: ScopedReads,
  itemIds: readonly string[],
  now: Instant,
): Promise<readonly Taken[]> {
  return usesOf(await readAway(store, { itemIds }), now)
}
