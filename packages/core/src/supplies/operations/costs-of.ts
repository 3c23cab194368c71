/** Reads what an order earns and costs, line by line. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { OrderUnknown } from '../../orders/index.ts'
import { Money } from '../../values/money.ts'
import { marginOf } from '../order-costs.ts'
import { type LineCosts, readCosts } from '../read-costs.ts'
import { orderWithLines } from '../read-order-lines.ts'

const schema = z.strictObject({ orderId: z.string().min(1).max(64) })

export interface ReadCostsOf extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadCostsOf> = schema

const costsMembers = {
  /** What it is sold for, tax included; nothing of what was cancelled. */
  revenue: z.string(),
  /** Goods that were used up or handed over, at their cost as it is known now. */
  goods: z.string(),
  /** What outside labs billed, less what they credited; and what is at labs and not billed yet, as it was agreed. */
  lab: z.string(),
  labExpected: z.string(),
  /** These three together. */
  costs: z.string(),
  margin: z.string(),
  /** Of the revenue, in per cent with two decimals; null where there is none. */
  marginPercent: z.string().nullable(),
  /** Goods for work that was done again and that the customer does not pay: in none of the above. */
  wasted: z.string(),
}

const outputSchema = z.object({
  orderId: z.string(),
  currency: z.string(),
  ...costsMembers,
  lines: z.array(
    z.object({ lineId: z.string(), line: z.int(), name: z.string(), category: z.string(), ...costsMembers }),
  ),
  /** What the order cost beside its lines. */
  beside: z.object({ goods: z.string(), lab: z.string(), labExpected: z.string(), wasted: z.string() }),
})

/** What an order earns and costs. */
export interface OrderCosts extends z.output<typeof outputSchema> {}

const output: z.ZodType<OrderCosts> = outputSchema

const nothing: LineCosts = { goods: 0n, lab: 0n, labExpected: 0n, wasted: 0n }

export const costsOf: Operation<'query', ReadCostsOf, OrderCosts, typeof OrderUnknown> = operation({
  name: 'supplies.costsOf',
  summary: 'Reads what an order earns and costs, line by line: goods, bills of labs, and the margin.',
  kind: 'query',
  input,
  output,
  errors: [OrderUnknown],
  async run(context, { orderId }) {
    const { order, lines } = await orderWithLines(context, orderId)
    const costs = await readCosts(context, orderId, lines)
    const { currency } = order
    const money = (minor: bigint) => Money.ofMinor(minor, currency)
    const shown = (of: LineCosts) => ({
      goods: money(of.goods).toString(),
      lab: money(of.lab).toString(),
      labExpected: money(of.labExpected).toString(),
      wasted: money(of.wasted).toString(),
    })
    const withMargin = (revenue: Money, of: LineCosts) => {
      const {
        costs: all,
        margin,
        marginPercent,
      } = marginOf(revenue, {
        goods: money(of.goods),
        lab: money(of.lab),
        labExpected: money(of.labExpected),
      })
      return {
        revenue: revenue.toString(),
        ...shown(of),
        costs: all.toString(),
        margin: margin.toString(),
        marginPercent,
      }
    }
    const total = { ...nothing }
    for (const of of costs.values()) {
      total.goods += of.goods
      total.lab += of.lab
      total.labExpected += of.labExpected
      total.wasted += of.wasted
    }
    return {
      orderId,
      currency,
      ...withMargin(money(order.total), total),
      lines: lines.map((line) => ({
        lineId: line.id,
        line: line.line,
        name: line.name,
        category: line.category,
        ...withMargin(money(line.progress === 'cancelled' ? 0n : line.amount), costs.get(line.id) ?? nothing),
      })),
      beside: shown(costs.get(null) ?? nothing),
    }
  },
})
