/** What a studio sells, and the categories that sort it. */
import { bool, decimal, id, instant, int, json, money, nullable, text } from '../storage/column.ts'
import { defineTable, type RowOf } from '../storage/table.ts'

/** Decimals that a tax rate may have. */
export const taxRateScale = 4

/** One row an item: a package, a product, a service or a bundle, as it is sold today. */
export const catalogItems = defineTable({
  name: 'catalog_items',
  columns: {
    id: id(),
    /** What people call it by on a form: `wedding-classic`. */
    code: text(60),
    /** `package`, `product`, `service` or `bundle`. */
    kind: text(10),
    name: text(200),
    nameEn: nullable(text(200)),
    categoryCode: text(40),
    /** The kind of photography that it belongs to, such as `wedding`; null where it belongs to none. */
    shootType: nullable(text(60)),
    /** Tax included. */
    price: money(),
    currency: text(3),
    /** Per cent: `6` is 6 %. */
    taxRate: nullable(decimal(taxRateScale)),
    /** The account of the ledger that earns what it is sold for. */
    incomeAccount: text(120),
    /** What it includes; see `entitlements.ts`. */
    entitlements: json(),
    /** Its parts, and its prices by the code of a price list: see `item-parts.ts`. Null where it has none. */
    variants: nullable(json()),
    options: nullable(json()),
    upgrades: nullable(json()),
    addOns: nullable(json()),
    components: nullable(json()),
    listPrices: nullable(json()),
    /** False once it is retired: it is no longer sold, and stays for the orders that hold it. */
    active: bool(),
  },
  uniques: [{ name: 'code', columns: ['code'] }],
  indexes: [{ name: 'byCategory', columns: ['categoryCode', 'code'] }],
  customFields: true,
})

/** Every version of every item, as it was sold from then on: an order names the one that it sold. */
export const catalogVersions = defineTable({
  name: 'catalog_versions',
  columns: {
    itemId: id(),
    itemVersion: int(),
    /** When this version began. */
    at: instant(),
    /** The whole item, as `catalog.get` answered it then. */
    item: json(),
  },
  key: ['itemId', 'itemVersion'],
  appendOnly: true,
})

/** Categories of the studio's own; one with the code of a default category replaces it. */
export const catalogCategories = defineTable({
  name: 'catalog_categories',
  columns: { code: text(40), name: text(100), nameEn: nullable(text(100)), incomeAccount: text(120) },
  key: ['code'],
})

export type ItemRow = RowOf<typeof catalogItems>
