/** Who bought most (CUS-14, DSS-5). */
import { z } from 'zod'
import { customers } from '../../customers/index.ts'
import { operation } from '../../engine/operation.ts'
import { orders } from '../../orders/index.ts'
import { present } from '../../storage/filter.ts'
import { Money } from '../../values/money.ts'
import { PeriodInvalid } from '../errors.ts'
import { periodInput, requirePeriod } from '../period.ts'

const inputSchema = z.strictObject({ ...periodInput, limit: z.int().min(1).max(1000).default(10) })

const outputSchema = z.object({
  currency: z.string(),
  customers: z.array(
    z.object({ customerId: z.string(), name: z.string().nullable(), orders: z.number(), amount: z.string() }),
  ),
})

export interface AskTopCustomers extends z.input<typeof inputSchema> {}
/** Customers by what their orders of the period cost, the highest first; equal ones in the order of their ids. */
export interface TopCustomers extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, AskTopCustomers> = inputSchema
const output: z.ZodType<TopCustomers> = outputSchema

export const topCustomers = operation({
  name: 'statistics.topCustomers',
  summary: 'Lists the customers whose orders of a period, cancelled ones left out, cost most.',
  kind: 'query',
  input,
  output,
  errors: [PeriodInvalid],
  async run(context, { limit, ...period }) {
    requirePeriod(period)
    const { currency } = context.studio
    const top = await context.store.aggregate(orders, {
      where: {
        ...present({ branch: period.branch }),
        bookedDate: { gte: period.from, lte: period.to },
        status: { ne: 'cancelled' },
      },
      groupBy: ['customerId'],
      measures: { orders: { of: 'count' }, amount: { of: 'sum', column: 'total' } },
      orderBy: ['-amount', 'customerId'],
      limit,
    })
    if (top.length === 0) return { currency, customers: [] }
    const ids = top.map((row) => row.customerId)
    const found = await context.store.find(customers, { where: { id: { in: ids } }, limit: 'all' })
    const nameOf = new Map(found.map((customer) => [customer.id, customer.name]))
    return {
      currency,
      customers: top.map((row) => ({
        customerId: row.customerId,
        name: nameOf.get(row.customerId) ?? null,
        orders: row.orders,
        amount: Money.ofMinor(row.amount, currency).toString(),
      })),
    }
  },
})
