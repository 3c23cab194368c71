/** Writing items: parts checked, every version kept. */
import type { CommandContext } from '../engine/context.ts'
import type { ChangeOf, NewRowOf } from '../storage/table.ts'
import type { Json } from '../values/json.ts'
import { checkedParts } from './check-parts.ts'
import type { Entitlements } from './entitlements.ts'
import { partsOf, presentItem } from './item.ts'
import type { ItemParts } from './item-parts.ts'
import { requireReferences } from './require-references.ts'
import { catalogItems, catalogVersions, type ItemRow } from './tables.ts'

/** The parts of an item as its columns hold them: null where there is none. */
export function partColumns(parts: ItemParts): Pick<NewRowOf<typeof catalogItems>, keyof ItemParts> {
  const column = (part: readonly unknown[]): Json | null => (part.length === 0 ? null : (compact(part) as Json))
  return {
    variants: column(parts.variants),
    options: column(parts.options),
    upgrades: column(parts.upgrades),
    addOns: column(parts.addOns),
    components: column(parts.components),
    listPrices: Object.keys(parts.listPrices).length === 0 ? null : (compact(parts.listPrices) as Json),
  }
}

/** Without the members that are undefined, which JSON does not know. */
function compact(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(compact)
  if (value === null || typeof value !== 'object') return value
  const members = Object.entries(value).filter(([, one]) => one !== undefined)
  return Object.fromEntries(members.map(([name, one]) => [name, compact(one)]))
}

/** Inserts an item with its first version. */
export async function insertItem(
  context: CommandContext,
  row: NewRowOf<typeof catalogItems>,
  parts: ItemParts,
): Promise<ItemRow> {
  const checked = checkedParts(row, parts)
  await requireReferences(context, row.code, { ...checked, entitlements: row.entitlements as Entitlements })
  const inserted = context.store.insert(catalogItems, { ...row, ...partColumns(checked) })
  context.store.insert(catalogVersions, versionOf(context, inserted))
  return inserted
}

/**
 * Changes an item, and keeps the version that this makes. `parts` names those that are replaced.
 *
 * @throws ITEM_PART_INVALID, ITEM_REFERENCE_INVALID, VERSION_CONFLICT
 */
export async function updateItem(
  context: CommandContext,
  row: ItemRow,
  set: ChangeOf<typeof catalogItems>,
  parts: Partial<ItemParts> = {},
): Promise<ItemRow> {
  const [changed] = await updateItems(context, [{ row, set, parts }])
  return changed ?? row
}

export interface ItemUpdate {
  readonly row: ItemRow
  readonly set?: ChangeOf<typeof catalogItems>
  readonly parts?: Partial<ItemParts>
}

/** Changes several items; answers them as they then stand, in the same order. */
export async function updateItems(context: CommandContext, updates: readonly ItemUpdate[]): Promise<ItemRow[]> {
  const changed: ItemRow[] = []
  const versions: NewRowOf<typeof catalogVersions>[] = []
  for (const { row, set = {}, parts = {} } of updates) {
    const of = { code: row.code, kind: row.kind, price: set.price ?? row.price, currency: set.currency ?? row.currency }
    const checked = checkedParts(of, { ...partsOf(row), ...parts })
    await requireReferences(context, row.code, { ...parts, entitlements: set.entitlements as Entitlements | undefined })
    const after = await context.store.update(catalogItems, row, { ...set, ...partColumns(checked) })
    changed.push(after)
    // The version that ends here, where it was made before versions were kept; then the one that begins.
    if (after.version !== row.version) versions.push(versionOf(context, row), versionOf(context, after))
  }
  await context.store.insertNew(catalogVersions, versions, 'primary')
  return changed
}

function versionOf(context: CommandContext, row: ItemRow): NewRowOf<typeof catalogVersions> {
  const item = compact(presentItem(context, row)) as Json
  return { itemId: row.id, itemVersion: row.version, at: context.now, item }
}
