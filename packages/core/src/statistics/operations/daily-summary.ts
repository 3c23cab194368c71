/** The daily work summary (STA-1). */
import { z } from 'zod'
import type { QueryContext } from '../../engine/context.ts'
import { operation } from '../../engine/operation.ts'
import { accounts } from '../../ledger/index.ts'
import { measures } from '../measure.ts'
import type { Period } from '../period.ts'
import { PeriodFacts } from '../period-facts.ts'
import { perHead } from '../ratio.ts'
import { turnoverOf } from '../turnover.ts'

const inputSchema = z.strictObject({
  /** The business date; the branch's present one unless told. */
  date: z.iso.date().optional(),
  /** One branch; all that the actor reaches unless told. */
  branch: z.string().min(1).max(40).optional(),
})

const countAndAmount = z.object({ count: z.number(), amount: z.string() })

const measureSchema = z.object({
  code: z.string(),
  name: z.object({ en: z.string(), zh: z.string() }),
  unit: z.string(),
  kind: z.enum(['flow', 'stock']),
  definition: z.string(),
  value: z.union([z.string(), z.number()]).nullable(),
})

const outputSchema = z.object({
  date: z.string(),
  branch: z.string().nullable(),
  currency: z.string(),
  /** Everybody who booked, orders cancelled since included. */
  bookings: z.object({ customers: z.number(), orders: z.number() }),
  /** The orders booked and not cancelled since, at what they cost now. */
  orders: z.object({ count: z.number(), amount: z.string(), averageTicket: z.string().nullable() }),
  secondSales: countAndAmount,
  /** Payments as they were taken, before refunds; bonds included. */
  receipts: z.object({
    count: z.number(),
    amount: z.string(),
    /** Every movement of money by method; change from the till for another method stands under that method. */
    byMethod: z.array(z.object({ method: z.string(), moneyIn: z.string(), moneyOut: z.string(), net: z.string() })),
  }),
  /** Whatever gave money back, cancellations with a refund included. */
  refunds: countAndAmount,
  /** Security for rentals: taken, and given back or kept. */
  bonds: z.object({ taken: z.string(), released: z.string() }),
  /** Receipts − refunds − bonds taken + bonds released. */
  turnover: z.string(),
  pickups: z.object({ customers: z.number(), orders: z.number(), amount: z.string() }),
  /** `taken`: flow of the day. `balance`: stock at its end. */
  prepayments: z.object({ taken: z.string(), balance: z.string() }),
  /** `outstanding`: contract less paid, now. `delivered`: delivered less paid, at the end of the day. */
  receivables: z.object({ orders: z.number(), outstanding: z.string(), delivered: z.string() }),
  arrears: z.object({ orders: z.number(), amount: z.string() }),
  /** Lines sold that day and not cancelled since, the largest amount first. */
  byCategory: z.array(z.object({ category: z.string(), lines: z.number(), quantity: z.string(), amount: z.string() })),
  measures: z.array(measureSchema),
})

export interface AskDailySummary extends z.input<typeof inputSchema> {}
/** One business day in numbers; the definition of each stands in `measures`. */
export interface DailySummary extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, AskDailySummary> = inputSchema
const output: z.ZodType<DailySummary> = outputSchema

export const dailySummary = operation({
  name: 'statistics.dailySummary',
  summary:
    'Sums up a business day: bookings, orders, money, pickups, prepayments, receivables and arrears, with definitions.',
  kind: 'query',
  input,
  output,
  async run(context, { date = context.businessDate, branch }) {
    const period: Period = { from: date, to: date, branch }
    const facts = new PeriodFacts(context, period)
    const booked = await facts.booked()
    const sold = await facts.orders()
    const second = await facts.secondSales()
    const receipts = await facts.receipts()
    const refunds = await facts.refunds()
    const bonds = await facts.bonds()
    const methods = await facts.methods()
    const pickups = await facts.pickups()
    const outstanding = await facts.outstanding()
    const arrears = await facts.arrears()
    const categories = await facts.categories()
    return {
      date,
      branch: branch ?? null,
      currency: context.studio.currency,
      bookings: { customers: booked.customers, orders: booked.orders },
      orders: {
        count: sold.count,
        amount: sold.amount.toString(),
        averageTicket: perHead(sold.amount, sold.count)?.toString() ?? null,
      },
      secondSales: { count: second.count, amount: second.amount.toString() },
      receipts: {
        count: receipts.count,
        amount: receipts.amount.toString(),
        byMethod: methods.map(({ method, moneyIn, moneyOut }) => ({
          method,
          moneyIn: moneyIn.toString(),
          moneyOut: moneyOut.toString(),
          net: moneyIn.minus(moneyOut).toString(),
        })),
      },
      refunds: { count: refunds.count, amount: refunds.amount.toString() },
      bonds: { taken: bonds.taken.toString(), released: bonds.released.toString() },
      turnover: (await turnoverOf(facts)).toString(),
      pickups: { customers: pickups.customers, orders: pickups.orders, amount: pickups.amount.toString() },
      prepayments: {
        taken: (await facts.account(accounts.customerDeposits)).credit.toString(),
        balance: (await facts.balance(accounts.customerDeposits)).negated().toString(),
      },
      receivables: {
        orders: outstanding.count,
        outstanding: outstanding.amount.toString(),
        delivered: (await facts.balance(accounts.receivables)).toString(),
      },
      arrears: { orders: arrears.count, amount: arrears.amount.toString() },
      byCategory: categories.map((category) => ({ ...category, amount: category.amount.toString() })),
      measures: await readMeasures(context, period, facts),
    }
  },
})

async function readMeasures(
  context: QueryContext,
  period: Period,
  facts: PeriodFacts,
): Promise<DailySummary['measures']> {
  const read: DailySummary['measures'] = []
  for (const measure of context.entries(measures)) {
    const { code, name, unit, kind, definition } = measure
    read.push({ code, name, unit, kind, definition, value: await measure.read(context, period, facts) })
  }
  return read
}
