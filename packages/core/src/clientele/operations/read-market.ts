/** Who buys what, from where. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { Money } from '../../values/money.ts'
import { amountText, idText } from '../shapes.ts'
import { clienteleOrders } from '../tables.ts'

const dimensions = ['region', 'source', 'shootType', 'branch'] as const

const inputSchema = z
  .strictObject({
    /** The first and the last business date of booking, both included. */
    from: z.iso.date(),
    to: z.iso.date(),
    branch: idText.optional(),
    /** What the orders are told apart by. */
    by: z.array(z.enum(dimensions)).min(1).max(4).default(['region', 'source', 'shootType']),
    /** Where the bands of amounts begin, rising: ['1000', '5000'] makes below 1000, from 1000 below 5000, and from 5000. */
    bands: z.array(amountText).max(10).default([]),
  })
  .refine(({ from, to }) => from <= to, { message: 'must not lie before from', path: ['to'] })
  .refine(({ by }) => new Set(by).size === by.length, { message: 'must name each once', path: ['by'] })

const itemSchema = z.object({
  region: z.string().nullable(),
  source: z.string().nullable(),
  shootType: z.string().nullable(),
  branch: z.string().nullable(),
  /** The band [from, below) of the orders' amounts; null where it has no such end. */
  band: z.object({ from: z.string().nullable(), below: z.string().nullable() }),
  orders: z.int(),
  customers: z.int(),
  amount: z.string(),
  /** Its part of the amount of all, 0 to 1; null where that is zero. */
  share: z.number().nullable(),
})

const outputSchema = z.object({ items: z.array(itemSchema), orders: z.int(), amount: z.string(), currency: z.string() })

export interface ReadMarket extends z.input<typeof inputSchema> {}
/** The highest amount first. A dimension that was not asked for is null. */
export interface MarketPosition extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ReadMarket> = inputSchema
const output: z.ZodType<MarketPosition> = outputSchema

/** One statement a band. */
export const readMarket = operation({
  name: 'clientele.market',
  summary:
    'Tells who buys what, from where: orders, customers and amounts by region, source, kind of photography and band.',
  kind: 'query',
  input,
  output,
  async run(context, { from, to, branch, by, bands }): Promise<MarketPosition> {
    const { currency } = context.studio
    const edges = bands.map((one) => Money.of(one, currency)).sort((one, other) => (one.lessThan(other) ? -1 : 1))
    const items: Omit<MarketPosition['items'][number], 'share'>[] = []
    const amounts: Money[] = []
    for (let at = 0; at <= edges.length; at++) {
      const [first, below] = [at === 0 ? undefined : edges[at - 1], edges[at]]
      const amount = present({ gte: first?.minor, lt: below?.minor })
      const rows = await context.store.aggregate(clienteleOrders, {
        where: {
          bookedDate: { gte: from, lte: to },
          ...present({ branch }),
          ...(Object.keys(amount).length === 0 ? {} : { amount }),
        },
        groupBy: by,
        measures: {
          orders: { of: 'count' },
          customers: { of: 'countDistinct', column: 'customerId' },
          sum: { of: 'sum', column: 'amount' },
        },
        limit: 'all',
      })
      for (const row of rows) {
        const told = row as Partial<Record<(typeof dimensions)[number], string>>
        const sum = Money.ofMinor(row.sum, currency)
        amounts.push(sum)
        items.push({
          region: told.region ?? null,
          source: told.source ?? null,
          shootType: told.shootType ?? null,
          branch: told.branch ?? null,
          band: { from: first?.toString() ?? null, below: below?.toString() ?? null },
          orders: row.orders,
          customers: row.customers,
          amount: sum.toString(),
        })
      }
    }
    const total = Money.sum(currency, amounts)
    const ranked = items
      .map((item, at) => ({ item, minor: amounts[at]?.minor ?? 0n }))
      .sort((one, other) => (one.minor === other.minor ? 0 : one.minor > other.minor ? -1 : 1))
    return {
      items: ranked.map(({ item, minor }) => ({
        ...item,
        share: total.isZero() ? null : Number((minor * 10_000n) / total.minor) / 10_000,
      })),
      orders: items.reduce((sum, { orders }) => sum + orders, 0),
      amount: total.toString(),
      currency,
    }
  },
})
