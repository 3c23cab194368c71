/** An item as callers give and get it. */
import { z } from 'zod'
import type { QueryContext } from '../engine/context.ts'
import { customValues } from '../engine/custom-field.ts'
import { isId } from '../values/id.ts'
import { Money } from '../values/money.ts'
import { type Entitlements, entitlementsSchema } from './entitlements.ts'
import { ItemPriceInvalid } from './errors.ts'
import { type ItemParts, itemParts, partsOutput } from './item-parts.ts'
import { catalogItems, type ItemRow } from './tables.ts'

const line = (longest: number) => z.string().trim().normalize('NFC').min(1, 'must not be empty').max(longest)

/** Letters and digits of any script with marks between; a code that looks like an id could be taken for one. */
export const itemCode = line(60)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._/-]*$/u, 'must begin with a letter or digit and hold only those and . _ / -')
  .refine((code): boolean => !isId(code), 'must not look like an id')

export const categoryCode = line(40).regex(
  /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u,
  'must begin with a letter or digit and hold only those and . _ -',
)

/** A kind of photography: wedding, children, maternity, portrait or a word of the studio's own. */
export const shootType = line(60)

export const incomeAccount = line(120).regex(
  /^[\p{L}\p{N}][\p{L}\p{N} _-]*(:[\p{L}\p{N}][\p{L}\p{N} _-]*)+$/u,
  'must be an account of the ledger, such as Income:Package',
)

export const itemKind = z.enum(['package', 'product', 'service', 'bundle'])

export const itemName = line(200)

/** The fields of an item that may be changed, as adding takes them. */
export const itemFields = {
  name: itemName,
  nameEn: line(200).nullish(),
  /** A decimal string in the studio's currency, tax included. */
  price: z.string().max(30),
  /** Per cent, such as `6`. */
  taxRate: z
    .string()
    .regex(/^(100|\d{1,2}(\.\d{1,4})?)$/, 'must be 0 to 100 per cent with at most 4 decimals, such as "6"')
    .nullish(),
  /** The kind of photography that it belongs to, such as `wedding`. Sales are told apart by it in the books. */
  shootType: shootType.nullish(),
  entitlements: entitlementsSchema,
  ...itemParts,
}

const itemSchema = z.object({
  id: z.string(),
  code: z.string(),
  kind: itemKind,
  name: z.string(),
  nameEn: z.string().nullable(),
  category: z.string(),
  /** The kind of photography that it belongs to. */
  shootType: z.string().nullable(),
  price: z.string(),
  currency: z.string(),
  taxRate: z.string().nullable(),
  incomeAccount: z.string(),
  entitlements: entitlementsSchema,
  ...partsOutput,
  active: z.boolean(),
  custom: customValues,
  /** Rises with every change; pass it as `expectedVersion`. */
  version: z.int(),
})

/** An item of the catalogue, as operations answer it. */
export interface Item extends z.output<typeof itemSchema> {}

export const itemOutput: z.ZodType<Item> = itemSchema

/** A row as callers get it. */
export function presentItem(context: Pick<QueryContext, 'customFields'>, row: ItemRow): Item {
  return {
    id: row.id,
    code: row.code,
    kind: row.kind as Item['kind'],
    name: row.name,
    nameEn: row.nameEn,
    category: row.categoryCode,
    shootType: row.shootType,
    price: Money.ofMinor(row.price, row.currency).toString(),
    currency: row.currency,
    taxRate: row.taxRate,
    incomeAccount: row.incomeAccount,
    entitlements: row.entitlements as Entitlements,
    ...(partsOf(row) as Pick<Item, keyof ItemParts>),
    active: row.active,
    custom: context.customFields(catalogItems).fromRow(row),
    version: row.version,
  }
}

/** The parts of an item; what it has none of is empty. */
export function partsOf(row: ItemRow): ItemParts {
  return {
    variants: (row.variants ?? []) as unknown as ItemParts['variants'],
    options: (row.options ?? []) as unknown as ItemParts['options'],
    upgrades: (row.upgrades ?? []) as unknown as ItemParts['upgrades'],
    addOns: (row.addOns ?? []) as unknown as ItemParts['addOns'],
    components: (row.components ?? []) as unknown as ItemParts['components'],
    listPrices: (row.listPrices ?? {}) as unknown as ItemParts['listPrices'],
  }
}

/**
 * A price as its column holds it.
 *
 * @throws ITEM_PRICE_INVALID below zero; MONEY_MALFORMED, MONEY_TOO_PRECISE
 */
export function priceColumn(code: string, price: string, currency: string): bigint {
  const amount = Money.of(price, currency, `price of item "${code}"`)
  if (amount.isNegative()) throw ItemPriceInvalid.create({ code, price: amount.toString() })
  return amount.minor
}

/** A tax rate as its column holds it: without needless zeros. */
export function taxRateColumn(rate: string | null | undefined): string | null {
  if (rate === null || rate === undefined) return null
  const plain = rate.replace(/^0+(?=\d)/, '')
  return plain.includes('.') ? plain.replace(/\.?0+$/, '') : plain
}
