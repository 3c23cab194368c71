/** Adds an item to the catalogue. */
import { z } from 'zod'
import { customValues } from '../../engine/custom-field.ts'
import { operation } from '../../engine/operation.ts'
import { requireSameCurrency } from '../../values/currency.ts'
import { currencyMismatch } from '../../values/errors.ts'
import { entitlementsColumn } from '../entitlements.ts'
import { CategoryUnknown, ItemCodeTaken, ItemPartInvalid, ItemPriceInvalid, ItemReferenceInvalid } from '../errors.ts'
import { itemAdded } from '../events.ts'
import {
  categoryCode,
  type Item,
  incomeAccount,
  itemCode,
  itemFields,
  itemKind,
  itemOutput,
  presentItem,
  priceColumn,
  taxRateColumn,
} from '../item.ts'
import type { ItemParts } from '../item-parts.ts'
import { requireCategory } from '../read-items.ts'
import { catalogItems } from '../tables.ts'
import { insertItem } from '../write-item.ts'

const inputSchema = z.strictObject({
  code: itemCode,
  kind: itemKind,
  ...itemFields,
  entitlements: itemFields.entitlements.default({}),
  /** The code of a category; that of the kind unless told. */
  category: categoryCode.optional(),
  /** The account that earns what it is sold for; that of the category unless told. */
  incomeAccount: incomeAccount.optional(),
  custom: customValues.optional(),
  /** The currency that the caller believes in; refused where it is not the studio's. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as CNY')
    .optional(),
})

export interface AddItem extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, AddItem> = inputSchema

export const addItem = operation({
  name: 'catalog.addItem',
  summary: 'Adds a package, product, service or bundle to the catalogue.',
  kind: 'command',
  input,
  output: itemOutput,
  errors: [ItemCodeTaken, ItemPriceInvalid, ItemPartInvalid, ItemReferenceInvalid, CategoryUnknown, currencyMismatch],
  async run(
    context,
    {
      custom,
      price,
      taxRate,
      category: named,
      incomeAccount: account,
      nameEn,
      shootType,
      currency: believed,
      variants = [],
      options = [],
      upgrades = [],
      addOns = [],
      components = [],
      ...given
    },
  ): Promise<Item> {
    const { currency } = context.studio
    requireSameCurrency(`the price of ${given.code}`, believed ?? currency, currency)
    const amount = priceColumn(given.code, price, currency)
    const category = await requireCategory(context, named ?? (given.kind === 'bundle' ? 'package' : given.kind))
    // Of two that add one code at the same moment, the second shall hear whose it is.
    await context.store.lock([`catalog.item:${given.code}`])
    const [standing] = await context.store.find(catalogItems, {
      where: { code: given.code },
      orderBy: ['id'],
      limit: 1,
    })
    if (standing !== undefined) throw ItemCodeTaken.create({ code: given.code, itemId: standing.id })
    const own = context.customFields(catalogItems).toColumns(custom)
    const parts: ItemParts = { variants, options, upgrades, addOns, components, listPrices: {} }
    const wanted = {
      ...own,
      ...given,
      id: context.newId(),
      nameEn: nameEn ?? null,
      categoryCode: category.code,
      shootType: shootType ?? null,
      price: amount,
      currency,
      taxRate: taxRateColumn(taxRate),
      entitlements: entitlementsColumn(given.entitlements),
      incomeAccount: account ?? category.incomeAccount,
      active: true,
    }
    const row = await insertItem(context, wanted, parts)
    context.emit(itemAdded, { itemId: row.id, code: row.code })
    return presentItem(context, row)
  },
})
