/** Sets what items cost by a price list. */
import { z } from 'zod'
import {
  ItemPartInvalid,
  ItemRetired,
  type ItemRow,
  ItemUnknown,
  itemsByCode,
  type ListPrice,
  partsOf,
  updateItems,
} from '../../catalog/index.ts'
import { operation } from '../../engine/operation.ts'
import { PriceListInvalid, PriceListUnknown } from '../errors.ts'
import { pricesSet } from '../events.ts'
import { knownLists } from '../read-rules.ts'
import { pricingRulesKept } from '../tables.ts'

const price = z.string().min(1).max(30)

const inputSchema = z.strictObject({
  list: z.string().min(1).max(60),
  prices: z
    .array(
      z
        .strictObject({
          /** Code or id of an item. */
          item: z.string().min(1).max(64),
          /** Of an item without variants; null takes it off the list. */
          price: price.nullish(),
          /** Of an item with variants, by their codes: those that are named; null takes all off the list. */
          variants: z.record(z.string().min(1).max(60), price).nullish(),
        })
        .refine(({ price, variants }) => (price === undefined) !== (variants === undefined), {
          message: 'must give a price or variants',
        }),
    )
    .min(1)
    .max(500)
    .refine((prices) => new Set(prices.map((one) => one.item)).size === prices.length, 'must name each item once'),
})

const outputSchema = z.object({
  list: z.string(),
  prices: z.array(
    z.object({
      item: z.string(),
      itemVersion: z.int(),
      price: z.string().nullable(),
      variants: z.record(z.string(), z.string()),
    }),
  ),
})

export interface SetPrices extends z.input<typeof inputSchema> {}
export interface PricesOfList extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, SetPrices> = inputSchema
const output: z.ZodType<PricesOfList> = outputSchema

export const setPrices = operation({
  name: 'pricing.setPrices',
  summary: 'Sets what 1 to 500 items cost by a price list; a new version of each item keeps it.',
  kind: 'command',
  input,
  output,
  errors: [PriceListUnknown, PriceListInvalid, ItemUnknown, ItemRetired, ItemPartInvalid],
  async run(context, { list, prices }): Promise<PricesOfList> {
    const standing = await context.store.get(pricingRulesKept, { kind: 'priceList', code: list })
    if (standing?.active !== true) throw PriceListUnknown.create({ list, known: await knownLists(context) })
    const rows = await itemsByCode(
      context,
      prices.map(({ item }) => item),
    )
    const updates = prices.flatMap(({ item, ...given }) => {
      const row = rows.get(item)
      if (row === undefined) return []
      const { listPrices } = partsOf(row)
      const before = Object.hasOwn(listPrices, list) ? listPrices[list] : undefined
      const { [list]: _, ...others } = listPrices
      const now = listPriceOf(list, row, given, before)
      return [{ row, parts: { listPrices: now === undefined ? others : { ...others, [list]: now } } }]
    })
    const changed = await updateItems(context, updates)
    context.emit(pricesSet, { list, itemIds: changed.map((row) => row.id) })
    return {
      list,
      prices: changed.map((row) => {
        const { listPrices } = partsOf(row)
        const own = Object.hasOwn(listPrices, list) ? listPrices[list] : undefined
        return { item: row.code, itemVersion: row.version, price: own?.price ?? null, variants: { ...own?.variants } }
      }),
    }
  },
})

function listPriceOf(
  list: string,
  row: ItemRow,
  given: { readonly price?: string | null | undefined; readonly variants?: Record<string, string> | null | undefined },
  before: ListPrice | undefined,
): ListPrice | undefined {
  const codes = partsOf(row).variants.map((one) => one.code)
  const refuse = (rule: string) => PriceListInvalid.create({ list, rule: `${rule} (item "${row.code}")` })
  if (given.price !== undefined && codes.length > 0) {
    throw refuse(`must name the variants of an item that has them: ${codes.join(', ')}`)
  }
  if (given.variants === null || given.price === null) return undefined
  if (given.variants === undefined) return given.price === undefined ? before : { price: given.price }
  const unknown = Object.keys(given.variants).filter((code) => !codes.includes(code))
  if (unknown.length > 0) throw refuse(`must name variants that there are, got ${unknown.join(', ')}`)
  return { variants: { ...before?.variants, ...given.variants } }
}
