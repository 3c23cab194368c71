/** Reads of items, locations and recipes that operations and rooms above share. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import type { ScopedReads } from '../storage/scoped-reads.ts'
import { isId } from '../values/id.ts'
import { similarNames } from '../values/similar-names.ts'
import { StockItemUnknown, StockLocationUnknown } from './errors.ts'
import { inventoryItems, inventoryLocations, type LocationRow, type StockItemRow } from './tables.ts'

/** How many codes are looked through for those similar to an unknown one. */
const mostCompared = 1000

const byCodeOrId = (wanted: readonly string[]) => {
  const ids = wanted.filter(isId)
  const codes = wanted.filter((one) => !isId(one))
  if (ids.length === 0) return { code: { in: codes } }
  return codes.length === 0 ? { id: { in: ids } } : { anyOf: [{ code: { in: codes } }, { id: { in: ids } }] }
}

/**
 * Items by their codes or ids, in the order asked; active or not. One statement for any number.
 *
 * @throws STOCK_ITEM_UNKNOWN naming the first that is not there, and codes like it
 */
export async function requireItems(store: ScopedReads, codesOrIds: readonly string[]): Promise<StockItemRow[]> {
  if (codesOrIds.length === 0) return []
  const where = byCodeOrId([...new Set(codesOrIds)])
  const found = new Map<string, StockItemRow>()
  for (const row of await store.find(inventoryItems, { where, limit: 'all' })) found.set(row.id, row).set(row.code, row)
  const items: StockItemRow[] = []
  for (const item of codesOrIds) {
    const row = found.get(item)
    if (row === undefined) throw StockItemUnknown.create({ item, similar: await codesLike(store, item) })
    items.push(row)
  }
  return items
}

async function codesLike(store: ScopedReads, item: string): Promise<string[]> {
  if (isId(item)) return []
  const page = await store.page(inventoryItems, { where: { active: true }, orderBy: ['code'], limit: mostCompared })
  return similarNames(
    item,
    page.items.map((row) => row.code),
  )
}

/** The code of the location that every branch has. */
export const defaultLocationCode = 'main'

type Reading = Pick<QueryContext, 'branch'> & { readonly store: ScopedReads }
type Placing = Pick<CommandContext, 'store' | 'branch' | 'newId'>

/**
 * Locations of the session's branch by their codes or ids, in the order asked. One statement for any number.
 *
 * @throws STOCK_LOCATION_UNKNOWN
 */
export async function requireLocations(context: Reading, codesOrIds: readonly string[]): Promise<LocationRow[]> {
  if (codesOrIds.length === 0) return []
  const { store, branch } = context
  const wanted = [...new Set(codesOrIds)]
  const found = new Map<string, LocationRow>()
  const rows = await store.find(inventoryLocations, { where: { branch, ...byCodeOrId(wanted) }, limit: 'all' })
  for (const row of rows) found.set(row.id, row).set(row.code, row)
  const missing = wanted.find((one) => !found.has(one))
  if (missing !== undefined) {
    const all = await store.find(inventoryLocations, { where: { branch, active: true }, limit: 'all' })
    throw StockLocationUnknown.create({ location: missing, branch, known: all.map(({ code }) => code).sort() })
  }
  return codesOrIds.flatMap((one) => found.get(one) ?? [])
}

/**
 * The id of a location to look at, by its id or by its code in a branch. One statement; two where it is not there.
 *
 * @throws STOCK_LOCATION_UNKNOWN
 */
export async function requireLocationId(store: ScopedReads, branch: string, codeOrId: string): Promise<string> {
  const where = isId(codeOrId) ? { id: codeOrId } : { branch, code: codeOrId }
  const [row] = await store.find(inventoryLocations, { where, orderBy: ['id'], limit: 1 })
  if (row !== undefined) return row.id
  const all = await store.find(inventoryLocations, { where: { branch, active: true }, limit: 'all' })
  throw StockLocationUnknown.create({ location: codeOrId, branch, known: all.map(({ code }) => code).sort() })
}

/**
 * A location of the session's branch; without a name the one that every branch has, which is made the first time.
 *
 * @throws STOCK_LOCATION_UNKNOWN
 */
export async function requireLocation(context: Placing, codeOrId: string | undefined): Promise<LocationRow> {
  const { store, branch } = context
  const wanted = codeOrId ?? defaultLocationCode
  for (;;) {
    const where = { branch, ...byCodeOrId([wanted]) }
    const [row] = await store.find(inventoryLocations, { where, limit: 1, orderBy: ['id'] })
    if (row !== undefined) return row
    if (wanted !== defaultLocationCode) {
      await requireLocations(context, [wanted])
      throw StockLocationUnknown.create({ location: wanted, branch, known: [] })
    }
    await store.insertNew(
      inventoryLocations,
      [
        {
          id: context.newId(),
          branch,
          code: defaultLocationCode,
          name: defaultLocationCode,
          parentId: null,
          sellable: true,
          allowsNegative: false,
          frozenBy: null,
          frozenAs: null,
          active: true,
        },
      ],
      'code',
    )
  }
}

/** Several at once, each as {@link requireLocation}. One statement where all stand. @throws STOCK_LOCATION_UNKNOWN */
export async function requireLocationsOrDefault(
  context: Placing,
  codesOrIds: readonly (string | undefined)[],
): Promise<LocationRow[]> {
  const { store, branch } = context
  const wanted = codesOrIds.map((one) => one ?? defaultLocationCode)
  const where = { branch, ...byCodeOrId([...new Set(wanted)]) }
  const rows = await store.find(inventoryLocations, { where, limit: 'all' })
  const found = new Map(rows.flatMap((row) => [[row.id, row] as const, [row.code, row] as const]))
  const missing = wanted.find((one) => !found.has(one))
  if (missing === undefined) return wanted.flatMap((one) => found.get(one) ?? [])
  if (wanted.includes(defaultLocationCode)) await requireLocation(context, undefined)
  return requireLocations(context, wanted)
}
