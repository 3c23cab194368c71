import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { Money } from '../../values/money.ts'
import { StockItemUnknown } from '../errors.ts'
import { ratioOf } from '../ratio.ts'
import { readNetPrices } from '../read-prices.ts'
import { readSlowStock } from '../read-slow-stock.ts'
import { itemFilterMembers, readReportItems } from '../report-items.ts'
import { inventorySettings } from '../settings.ts'
import { idText } from '../shapes.ts'
import { marginOf, suggestionFor } from '../slow-stock.ts'

const schema = z.strictObject({
  ...itemFilterMembers,
  branch: idText.optional(),
  /** How many days of use are looked at; the setting slowAfterDays unless told. */
  days: z.int().min(1).max(3650).optional(),
  /** At most so many per cent of what is there was used; 0 for nothing at all. The setting slowPercent unless told. */
  percent: z.int().min(0).max(100).optional(),
})

export interface ListSlowMovers extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListSlowMovers> = schema

const slowShape = z.object({
  branch: z.string(),
  itemId: z.string(),
  code: z.string(),
  name: z.string(),
  kind: z.string(),
  unit: z.string(),
  quantity: z.int(),
  /** The money tied up. */
  value: z.string(),
  /** In the days looked at. */
  used: z.int(),
  lastUsedOn: z.string().nullable(),
  firstInOn: z.string().nullable(),
  /** Days since it was last used, or since it came where it never was. */
  idleDays: z.int().nullable(),
})

const promotionShape = z.object({
  branch: z.string(),
  itemId: z.string(),
  code: z.string(),
  name: z.string(),
  /** promote: show and offer it; discount: sell it for less; clear: give it away or let it go. */
  suggestion: z.enum(['promote', 'discount', 'clear']),
  idleDays: z.int().nullable(),
  quantity: z.int(),
  value: z.string(),
  /** Value ÷ quantity. */
  unitCost: z.string().nullable(),
  /** Of the item with the same code in the catalogue, without tax; null where it has none. */
  price: z.string().nullable(),
  /** Price less unit cost. */
  margin: z.string().nullable(),
  /** Margin ÷ price. */
  marginRatio: z.string().nullable(),
})

const outputShape = z.object({
  days: z.int(),
  percent: z.int(),
  currency: z.string(),
  /** Tied up in all of them. */
  value: z.string(),
  /** The most money first. */
  items: z.array(slowShape),
  /** What to do about those that are for sale: products. */
  promote: z.array(promotionShape),
})

export interface SlowMovers extends z.output<typeof outputShape> {}

const output: z.ZodType<SlowMovers> = outputShape

/** What hardly moves and ties up money, and what to do about it. Things that are rented out are left out. At most eight statements. */
export const slowMovers: Operation<'query', ListSlowMovers, SlowMovers, typeof StockItemUnknown> = operation({
  name: 'inventory.slowMovers',
  summary: 'Lists what hardly moves and ties up money, with what to promote, discount or clear.',
  kind: 'query',
  input,
  output,
  errors: [StockItemUnknown],
  async run(context, { branch, days: ofDays, percent: most, ...filter }) {
    const { currency } = context.studio
    const rules = await context.settings(inventorySettings)
    const { days = rules.slowAfterDays, percent = rules.slowPercent } = { days: ofDays, percent: most }
    const items = await readReportItems(context.store, filter)
    const slow = await readSlowStock(context, { items, branch, days, percent })
    const forSale = slow.filter(({ item }) => item.kind === 'product')
    const codes = [...new Set(forSale.map(({ item }) => item.code))]
    const prices = await readNetPrices(context.store, codes, currency)
    const money = (minor: bigint) => Money.ofMinor(minor, currency).toString()
    const shown = (minor: bigint | null) => (minor === null ? null : money(minor))
    return {
      days,
      percent,
      currency,
      value: money(slow.reduce((sum, { value }) => sum + value, 0n)),
      items: slow.map(({ item, value, ...row }) => ({
        ...row,
        itemId: item.id,
        code: item.code,
        name: item.name,
        kind: item.kind,
        unit: item.unit,
        value: money(value),
      })),
      promote: forSale.map(({ branch: of, item, quantity, value, idleDays }) => {
        const cost = ratioOf(value, BigInt(quantity), 0)
        const unitCost = cost === null ? null : BigInt(cost)
        const price = prices.get(item.code) ?? null
        const { margin = null, ratio = null } = marginOf(price, unitCost) ?? {}
        return {
          branch: of,
          itemId: item.id,
          code: item.code,
          name: item.name,
          suggestion: suggestionFor(idleDays, margin, rules),
          idleDays,
          quantity,
          value: money(value),
          unitCost: shown(unitCost),
          price: shown(price),
          margin: shown(margin),
          marginRatio: ratio,
        }
      }),
    }
  },
})
