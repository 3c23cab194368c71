/** Sales month by month (DSS-10). */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { monthOf } from '../../values/calendar-date.ts'
import { orders } from '../../orders/index.ts'
import { Money } from '../../values/money.ts'
import { PeriodInvalid } from '../errors.ts'
import { monthsOf, periodInput } from '../period.ts'
import { perHead } from '../ratio.ts'

const inputSchema = z.strictObject(periodInput)

const outputSchema = z.object({
  currency: z.string(),
  /** Every month that the period touches, those without sales too; only days of the period count. */
  months: z.array(
    z.object({ month: z.string(), orders: z.number(), amount: z.string(), averageTicket: z.string().nullable() }),
  ),
})

export interface AskSalesByMonth extends z.input<typeof inputSchema> {}
/** Orders booked and not cancelled since, by month of booking, at what they cost now. */
export interface SalesByMonth extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, AskSalesByMonth> = inputSchema
const output: z.ZodType<SalesByMonth> = outputSchema

export const salesByMonth = operation({
  name: 'statistics.salesByMonth',
  summary: 'Counts and sums the orders of each month of a period by the date on which they were booked.',
  kind: 'query',
  input,
  output,
  errors: [PeriodInvalid],
  async run(context, period) {
    const { currency } = context.studio
    const byMonth = new Map(monthsOf(period).map((month) => [month, { orders: 0, amount: Money.zero(currency) }]))
    // By day, which is an index; the answer grows with days, not with orders.
    const days = await context.store.aggregate(orders, {
      where: {
        ...present({ branch: period.branch }),
        bookedDate: { gte: period.from, lte: period.to },
        status: { ne: 'cancelled' },
      },
      groupBy: ['bookedDate'],
      measures: { orders: { of: 'count' }, amount: { of: 'sum', column: 'total' } },
      limit: 'all',
    })
    for (const day of days) {
      const month = byMonth.get(monthOf(day.bookedDate))
      if (month === undefined) continue
      month.orders += day.orders
      month.amount = month.amount.plus(Money.ofMinor(day.amount, currency))
    }
    const months = [...byMonth].map(([month, { orders, amount }]) => ({
      month,
      orders,
      amount: amount.toString(),
      averageTicket: perHead(amount, orders)?.toString() ?? null,
    }))
    return { currency, months }
  },
})
