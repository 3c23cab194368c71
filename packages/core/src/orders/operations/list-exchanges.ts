/** Lists lines that became other items: of an order, or of a period, such as for who sold upgrades. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { idText } from '../line-input.ts'
import { exchangeSchema, type LineExchange, presentExchange } from '../present-exchange.ts'
import { ordersExchanges } from '../tables.ts'

const inputSchema = z
  .strictObject({
    orderId: idText.optional(),
    /** Who sold them. */
    sellerId: idText.optional(),
    /** Business dates, both included. */
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
    limit: z.int().min(1).max(200).default(50),
    cursor: z.string().max(2000).optional(),
  })
  .refine(({ orderId, from }) => orderId !== undefined || from !== undefined, {
    message: 'must name an order, or the day from which',
  })

const outputSchema = z.object({ items: z.array(exchangeSchema), next: z.string().nullable() })

export interface ListExchanges extends z.input<typeof inputSchema> {}
export interface ExchangePage {
  items: LineExchange[]
  next: string | null
}

const input: z.ZodType<z.output<typeof inputSchema>, ListExchanges> = inputSchema
const output: z.ZodType<ExchangePage> = outputSchema

export const listExchanges = operation({
  name: 'orders.exchanges',
  summary: 'Lists lines that became other items, with what they were, are and cost: of an order, or of a period.',
  kind: 'query',
  input,
  output,
  async run(context, { orderId, sellerId, from, to, limit, cursor }): Promise<ExchangePage> {
    const businessDate = present({ gte: from, lte: to })
    const page = await context.store.page(ordersExchanges, {
      where: { ...present({ orderId, sellerId }), ...(from === undefined && to === undefined ? {} : { businessDate }) },
      orderBy: orderId === undefined ? ['businessDate', 'id'] : ['revision'],
      limit,
      cursor,
    })
    return { items: page.items.map(presentExchange), next: page.next }
  },
})
