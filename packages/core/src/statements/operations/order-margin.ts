import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { ledgerCommitments } from '../../ledger/index.ts'
import { StatementOrderUnknown } from '../errors.ts'
import { type Figure, figureSchema } from '../figure.ts'
import { type OrderResult, orderResult } from '../order-margin.ts'
import { readPlacedChart } from '../placed-chart.ts'
import { profitFigures } from '../profit-and-loss.ts'
import { idText } from '../shapes.ts'
import { readSums } from '../sums.ts'

const schema = z.strictObject({ orderId: idText })

export interface ReadOrderMargin extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadOrderMargin> = schema

const currencySchema = z.object({
  currency: z.string(),
  ...profitFigures,
  /** All that it cost: goods and expenses. */
  costs: figureSchema,
  /** netProfit ÷ netRevenue with four decimals, rounded half up; null where there is no revenue. */
  marginRatio: z.string().nullable(),
})

const outputShape = currencySchema.extend({ orderId: z.string(), otherCurrencies: z.array(currencySchema) })

export interface OrderMarginOf extends OrderResult {
  currency: string
}

/** What an order earned and cost so far; `netProfit` is its margin. */
export interface OrderMargin extends OrderMarginOf {
  orderId: string
  costs: Figure
  otherCurrencies: OrderMarginOf[]
}

const output: z.ZodType<OrderMargin> = outputShape

/** The margin of an order (订单毛利). Three statements: the order, the chart, and its lines. */
export const orderMargin: Operation<'query', ReadOrderMargin, OrderMargin, typeof StatementOrderUnknown> = operation({
  name: 'statements.orderMargin',
  summary: 'Answers what an order earned and cost so far, by the lines of the books that name it.',
  kind: 'query',
  input,
  output,
  errors: [StatementOrderUnknown],
  async run(context, { orderId }) {
    const commitment = await context.store.get(ledgerCommitments, orderId)
    if (commitment === undefined) throw StatementOrderUnknown.create({ orderId })
    const placed = await readPlacedChart(context)
    const sums = await readSums(context.store, { window: { orderId }, toldApart: ['category', 'closing'] })
    const inCurrency = (currency: string) => ({ currency, ...orderResult(currency, sums, placed) })
    const { currency } = context.studio
    const others = sums.currencies.filter((other) => other !== currency).sort()
    return { orderId, ...inCurrency(currency), otherCurrencies: others.map(inCurrency) }
  },
})
