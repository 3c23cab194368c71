/** Reads of what was sold, for orders and for the room's own operations. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import type { Instant } from '../values/instant.ts'
import type { Json } from '../values/json.ts'
import { Money } from '../values/money.ts'
import { presentItem } from './item.ts'
import { type ItemVersion, presentVersion } from './item-version.ts'
import { catalogItems, catalogVersions, type ItemRow } from './tables.ts'

/** Names one version of an item, as the line of an order does. */
export interface VersionName {
  readonly itemId: string
  readonly itemVersion: number
}

const keyOf = ({ itemId, itemVersion }: VersionName): string => `${itemId} ${itemVersion}`

/**
 * Versions of items, in the order asked for; those that were never kept are left out. One statement, and a second where
 * one was made before versions were kept and still stands.
 */
export async function itemVersions(
  context: Pick<QueryContext | CommandContext, 'store' | 'customFields'>,
  wanted: readonly VersionName[],
): Promise<ItemVersion[]> {
  const names = [...new Map(wanted.map((one) => [keyOf(one), one])).values()]
  if (names.length === 0) return []
  const rows = await context.store.find(catalogVersions, {
    where: { anyOf: names.map(({ itemId, itemVersion }) => ({ itemId, itemVersion })) },
    limit: 'all',
  })
  const found = new Map(rows.map((row) => [keyOf(row), presentVersion(row)]))
  const missing = names.filter((name) => !found.has(keyOf(name)))
  if (missing.length > 0) {
    const ids = missing.map((one) => one.itemId)
    for (const row of await context.store.find(catalogItems, { where: { id: { in: ids } }, limit: 'all' })) {
      const name = { itemId: row.id, itemVersion: row.version }
      if (missing.some((one) => keyOf(one) === keyOf(name))) {
        found.set(keyOf(name), { ...name, at: null, item: presentItem(context, row) })
      }
    }
  }
  return names.flatMap((name) => found.get(keyOf(name)) ?? [])
}

/**
 * An item as it was sold at a moment: its price, its parts and what it included then. Of one that was made later, or before versions
 * were kept, as it is sold now. One statement.
 */
export async function itemAsOf(
  context: Pick<QueryContext | CommandContext, 'store'>,
  row: ItemRow,
  at: Instant,
): Promise<ItemRow> {
  const [found] = await context.store.find(catalogVersions, {
    where: { itemId: row.id, at: { lte: at } },
    orderBy: ['-itemVersion'],
    limit: 1,
  })
  if (found === undefined || found.itemVersion === row.version) return row
  const { item } = presentVersion(found)
  const parts = (given: object) => (Object.keys(given).length === 0 ? null : (given as unknown as Json))
  return {
    ...row,
    version: found.itemVersion,
    name: item.name,
    nameEn: item.nameEn,
    categoryCode: item.category,
    shootType: item.shootType,
    price: Money.of(item.price, item.currency).minor,
    taxRate: item.taxRate,
    incomeAccount: item.incomeAccount,
    entitlements: item.entitlements as Json,
    variants: parts(item.variants),
    options: parts(item.options),
    upgrades: parts(item.upgrades),
    addOns: parts(item.addOns),
    components: parts(item.components),
    listPrices: parts(item.listPrices),
  }
}
