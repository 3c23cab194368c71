/** Changes an item: from now on it is sold so; orders that hold it stay as they are. */
import { z } from 'zod'
import { customValues } from '../../engine/custom-field.ts'
import { operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { entitlementsColumn } from '../entitlements.ts'
import {
  CategoryUnknown,
  ItemChanged,
  ItemPartInvalid,
  ItemPriceInvalid,
  ItemReferenceInvalid,
  ItemUnknown,
} from '../errors.ts'
import { itemChanged } from '../events.ts'
import {
  categoryCode,
  type Item,
  incomeAccount,
  itemFields,
  itemOutput,
  presentItem,
  priceColumn,
  taxRateColumn,
} from '../item.ts'
import { itemParts } from '../item-parts.ts'
import { requireCategory, requireItem } from '../read-items.ts'
import { catalogItems } from '../tables.ts'
import { updateItem } from '../write-item.ts'

const inputSchema = z.strictObject({
  /** Its code or id. */
  item: z.string().min(1).max(64),
  /** The version that the change was made for; without it, the change goes onto whatever stands. */
  expectedVersion: z.int().min(1).optional(),
  name: itemFields.name.optional(),
  nameEn: itemFields.nameEn,
  price: itemFields.price.optional(),
  taxRate: itemFields.taxRate,
  /** Orders that hold the item keep theirs. */
  shootType: itemFields.shootType,
  /** Replaces all that it included. */
  entitlements: itemFields.entitlements.optional(),
  /** Each replaces all of its kind. */
  ...itemParts,
  /** Takes the income account of the category with it, unless that is given too. */
  category: categoryCode.optional(),
  incomeAccount: incomeAccount.optional(),
  /** Takes a retired item back into the catalogue. */
  active: z.literal(true).optional(),
  /** Custom fields to set; null takes a value away, and those not named stay. */
  custom: customValues.optional(),
})

export interface ChangeItem extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ChangeItem> = inputSchema

export const changeItem = operation({
  name: 'catalog.changeItem',
  summary: 'Changes the fields of an item that are named; null takes a value away.',
  kind: 'command',
  input,
  output: itemOutput,
  errors: [ItemUnknown, ItemChanged, ItemPriceInvalid, ItemPartInvalid, ItemReferenceInvalid, CategoryUnknown],
  async run(context, { item, expectedVersion, ...given }): Promise<Item> {
    const row = await requireItem(context, item)
    if (expectedVersion !== undefined && expectedVersion !== row.version) {
      throw ItemChanged.create({ item, expected: expectedVersion, actual: row.version })
    }
    const { custom, price, taxRate, category: named, incomeAccount: account, entitlements, ...others } = given
    const { variants, options, upgrades, addOns, components, ...same } = others
    const category = named === undefined ? undefined : await requireCategory(context, named)
    const set = {
      ...context.customFields(catalogItems).toColumns(custom),
      ...same,
      // The price is in the studio's currency of today, which is the item's unless the studio has changed it.
      ...(price === undefined
        ? {}
        : { price: priceColumn(row.code, price, context.studio.currency), currency: context.studio.currency }),
      ...(taxRate === undefined ? {} : { taxRate: taxRateColumn(taxRate) }),
      entitlements: entitlements && entitlementsColumn(entitlements),
      categoryCode: category?.code,
      incomeAccount: account ?? category?.incomeAccount,
    }
    const parts = present({ variants, options, upgrades, addOns, components })
    const changed = await updateItem(context, row, set, parts)
    if (changed.version !== row.version) {
      const fields = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [name]))
      context.emit(itemChanged, { itemId: row.id, code: row.code, fields })
    }
    return presentItem(context, changed)
  },
})
