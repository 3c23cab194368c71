/** Everything that was sold, in four numbers. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { orders, ordersLines } from '../../orders/index.ts'
import { present } from '../../storage/filter.ts'
import { Money } from '../../values/money.ts'
import { PeriodInvalid } from '../errors.ts'
import { requirePeriod } from '../period.ts'

const inputSchema = z.strictObject({
  /** First business date; since ever unless told. */
  from: z.iso.date().optional(),
  /** Last business date, included; for ever unless told. */
  to: z.iso.date().optional(),
  branch: z.string().min(1).max(40).optional(),
})

const outputSchema = z.object({
  currency: z.string(),
  /** Booked in the period and not cancelled since. */
  orders: z.number(),
  /** Distinct customers of these orders. */
  customers: z.number(),
  /** The sum of the quantities of the lines sold in the period and not cancelled since. */
  items: z.string(),
  /** What these orders cost now. */
  amount: z.string(),
})

export interface AskTotals extends z.input<typeof inputSchema> {}
export interface Totals extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, AskTotals> = inputSchema
const output: z.ZodType<Totals> = outputSchema

export const totals = operation({
  name: 'statistics.totals',
  summary: 'Counts orders, customers and items and sums what they cost, over a period or over everything.',
  kind: 'query',
  input,
  output,
  errors: [PeriodInvalid],
  async run(context, { from, to, branch }) {
    if (from !== undefined && to !== undefined) requirePeriod({ from, to })
    const days = present({ gte: from, lte: to })
    const dated = from !== undefined || to !== undefined
    const [sold] = await context.store.aggregate(orders, {
      where: { ...present({ branch }), ...(dated ? { bookedDate: days } : {}), status: { ne: 'cancelled' } },
      measures: {
        orders: { of: 'count' },
        customers: { of: 'countDistinct', column: 'customerId' },
        amount: { of: 'sum', column: 'total' },
      },
      limit: 1,
    })
    const [lines] = await context.store.aggregate(ordersLines, {
      where: { ...present({ branch }), ...(dated ? { soldDate: days } : {}), stage: { ne: 'cancelled' } },
      measures: { items: { of: 'sum', column: 'quantity' } },
      limit: 1,
    })
    return {
      currency: context.studio.currency,
      orders: sold?.orders ?? 0,
      customers: sold?.customers ?? 0,
      items: lines?.items ?? '0',
      amount: Money.ofMinor(sold?.amount ?? 0n, context.studio.currency).toString(),
    }
  },
})
