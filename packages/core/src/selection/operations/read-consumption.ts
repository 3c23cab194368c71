/** Says what was bought, by category, first and second sale, and where. */
import { z } from 'zod'
import type { QueryContext } from '../../engine/context.ts'
import { operation } from '../../engine/operation.ts'
import { type OrderLineRow, orders, ordersLines } from '../../orders/index.ts'
import { type Filter, present } from '../../storage/filter.ts'
import { Money } from '../../values/money.ts'
import { ConsumptionUnbounded } from '../errors.ts'
import { dateText, idText } from '../shapes.ts'

const inputSchema = z.strictObject({
  orderId: idText.optional(),
  customerId: idText.optional(),
  /** The first and the last business date on which it was sold, both included. */
  from: dateText.optional(),
  to: dateText.optional(),
  branch: z.string().min(1).max(40).optional(),
})

const outputSchema = z.object({
  currency: z.string(),
  amount: z.string(),
  /** Of lines that are not cancelled, by category. */
  items: z.array(
    z.object({
      category: z.string(),
      origin: z.enum(['order', 'secondSale', 'import']),
      /** Where it was sold; null with its order. */
      place: z.string().nullable(),
      lines: z.int(),
      amount: z.string(),
    }),
  ),
})

export interface AskConsumption extends z.input<typeof inputSchema> {}
export interface Consumption extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, AskConsumption> = inputSchema
const output: z.ZodType<Consumption> = outputSchema

export const readConsumption = operation({
  name: 'selection.consumption',
  summary: 'Sums what an order, a customer or a period bought, by category, first and second sale, and place.',
  kind: 'query',
  input,
  output,
  errors: [ConsumptionUnbounded],
  async run(context, { customerId, ...given }): Promise<Consumption> {
    const { currency } = context.studio
    const rows = await context.store.aggregate(ordersLines, {
      where: await linesOf(context, given, customerId),
      groupBy: ['category', 'origin', 'soldPlace'],
      measures: { lines: { of: 'count' }, amount: { of: 'sum', column: 'amount' } },
      orderBy: ['category', 'origin', 'soldPlace'],
      limit: 'all',
    })
    const shown = (minor: bigint) => Money.ofMinor(minor, currency).toString()
    const items = rows.map(({ category, origin, soldPlace: place, lines, amount }) => ({
      ...{ category, place, lines },
      origin: origin as Consumption['items'][number]['origin'],
      amount: shown(amount),
    }))
    return { currency, amount: shown(rows.reduce((sum, { amount }) => sum + amount, 0n)), items }
  },
})

async function linesOf(
  context: QueryContext,
  given: {
    readonly orderId?: string | undefined
    readonly from?: string | undefined
    readonly to?: string | undefined
    readonly branch?: string | undefined
  },
  customerId: string | undefined,
): Promise<Filter<OrderLineRow>> {
  const { orderId, from, to, branch } = given
  const bounded = orderId !== undefined || customerId !== undefined || (from !== undefined && to !== undefined)
  if (!bounded) throw ConsumptionUnbounded.create({})
  const days = present({ gte: from, lte: to })
  const dated = Object.keys(days).length > 0 ? { soldDate: days } : {}
  const where: Filter<OrderLineRow> = { progress: { ne: 'cancelled' }, ...dated, ...present({ branch, orderId }) }
  if (customerId === undefined) return where
  // A customer's lines are found by the customer's orders, which have an index.
  const own = await context.store.find(orders, { where: { customerId }, orderBy: ['id'], limit: 'all' })
  return { ...where, allOf: [{ orderId: { in: own.map(({ id }) => id) } }] }
}
