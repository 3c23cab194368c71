/** Reads of items that orders, imports and the room's own operations share. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import type { Filter } from '../storage/filter.ts'
import { isId } from '../values/id.ts'
import { type Category, defaultCategory, mergeCategories } from './default-categories.ts'
import { CategoryUnknown, ItemRetired, ItemUnknown } from './errors.ts'
import { similarNames } from '../values/similar-names.ts'
import { catalogCategories, catalogItems, type ItemRow } from './tables.ts'

type Reading = Pick<QueryContext | CommandContext, 'store'>

/** How many codes are looked through for those similar to an unknown one. */
const mostCompared = 1000

/** Items by their codes or ids, retired ones too; those that there are. One statement for any number. */
export async function findItems(context: Reading, codesOrIds: readonly string[]): Promise<Map<string, ItemRow>> {
  const found = new Map<string, ItemRow>()
  const where = codesOrIdsFilter([...new Set(codesOrIds)])
  for (const row of await context.store.find(catalogItems, { where, limit: 'all' })) {
    found.set(row.id, row).set(row.code, row)
  }
  return found
}

/**
 * Items that are sold, by their codes or ids; the answer is keyed by what was asked for. One statement for any number.
 *
 * @throws ITEM_UNKNOWN naming the first that is not in the catalogue, and codes like it
 * @throws ITEM_RETIRED naming the first that is no longer sold
 */
export async function itemsByCode(context: Reading, codesOrIds: readonly string[]): Promise<Map<string, ItemRow>> {
  const wanted = [...new Set(codesOrIds)]
  if (wanted.length === 0) return new Map()
  const found = await findItems(context, wanted)
  const items = new Map<string, ItemRow>()
  for (const item of wanted) {
    const row = found.get(item)
    if (row === undefined) throw ItemUnknown.create({ item, similar: await codesLike(context, item) })
    if (!row.active) throw ItemRetired.create({ item, name: row.name })
    items.set(item, row)
  }
  return items
}

/**
 * One item by its code or id, retired or not. One statement.
 *
 * @throws ITEM_UNKNOWN
 */
export async function requireItem(context: Reading, item: string): Promise<ItemRow> {
  const [row] = await context.store.find(catalogItems, { where: codesOrIdsFilter([item]), orderBy: ['id'], limit: 1 })
  if (row === undefined) throw ItemUnknown.create({ item, similar: await codesLike(context, item) })
  return row
}

function codesOrIdsFilter(wanted: readonly string[]): Filter<ItemRow> {
  const ids = wanted.filter(isId)
  const codes = wanted.filter((one) => !isId(one))
  if (ids.length === 0) return { code: { in: codes } }
  return codes.length === 0 ? { id: { in: ids } } : { anyOf: [{ code: { in: codes } }, { id: { in: ids } }] }
}

/** Codes of the catalogue that look like one that is not in it. */
export async function codesLike(context: Reading, item: string): Promise<string[]> {
  if (isId(item)) return []
  const page = await context.store.page(catalogItems, {
    where: { active: true },
    orderBy: ['code'],
    limit: mostCompared,
  })
  return similarNames(
    item,
    page.items.map((row) => row.code),
  )
}

/**
 * A category of the studio or of the defaults. One statement.
 *
 * @throws CATEGORY_UNKNOWN
 */
export async function requireCategory(context: Reading, category: string): Promise<Category> {
  const found = (await context.store.get(catalogCategories, category)) ?? defaultCategory(category)
  if (found !== undefined) return found
  const known = (await allCategories(context)).map(({ code }) => code)
  throw CategoryUnknown.create({ category, known })
}

/** The default categories and the studio's own. One statement. */
export async function allCategories(context: Reading): Promise<Category[]> {
  return mergeCategories(await context.store.find(catalogCategories, { orderBy: ['code'], limit: 'all' }))
}
