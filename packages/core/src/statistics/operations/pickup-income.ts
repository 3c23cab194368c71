/** Income of orders that were picked up and that were not (取件收入): what was taken in a period, by category. */
import { z } from 'zod'
import { accounts, exchangeAccount, ledgerLines } from '../../ledger/index.ts'
import { operation } from '../../engine/operation.ts'
import type { QueryContext } from '../../engine/context.ts'
import { ordersLines } from '../../orders/index.ts'
import { present } from '../../storage/filter.ts'
import { Money } from '../../values/money.ts'
import { PeriodInvalid } from '../errors.ts'
import { type IncomeByPickup, type SharedLine, shareReceipts, sumByCategory } from '../income-by-pickup.ts'
import { type Period, periodInput, requirePeriod } from '../period.ts'

const definition =
  'Receipts − refunds of orders in the period, stored value that paid included, bonds left out; shared out over the lines of each order that are not cancelled by what they cost, and split by whether a line was handed over by the end of the period and not taken back since. Both sum to the net receipts in every category.'

const inputSchema = z.strictObject(periodInput)

const row = {
  pickedUp: z.string(),
  notPickedUp: z.string(),
  /** The net receipts. */
  total: z.string(),
}

const outputSchema = z.object({
  currency: z.string(),
  definition: z.string(),
  /** By category; null for what belongs to none, such as deposits kept of cancelled orders. */
  categories: z.array(z.object({ category: z.string().nullable(), ...row })),
  ...row,
})

export interface AskPickupIncome extends z.input<typeof inputSchema> {}
/** Net receipts by category, split by pickup at the end of the period. */
export interface PickupIncome extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, AskPickupIncome> = inputSchema
const output: z.ZodType<PickupIncome> = outputSchema

/** Orders whose lines are read at once. */
const chunk = 500

export const pickupIncome = operation({
  name: 'statistics.pickupIncome',
  summary: 'Net receipts of orders in a period by category, split into what was picked up and what was not.',
  kind: 'query',
  input,
  output,
  errors: [PeriodInvalid],
  async run(context, period) {
    requirePeriod(period)
    const { currency } = context.studio
    const nets = [...(await netReceipts(context, period))].filter(([, net]) => net !== 0n)
    const shares: IncomeByPickup[] = []
    for (let from = 0; from < nets.length; from += chunk) {
      const some = nets.slice(from, from + chunk)
      const lines = await linesOf(
        context,
        some.map(([orderId]) => orderId),
        period.to,
      )
      const shared = some.flatMap(([orderId, net]) =>
        shareReceipts(Money.ofMinor(net, currency), lines.get(orderId) ?? []),
      )
      shares.push(...sumByCategory(shared))
    }
    const categories = sumByCategory(shares)
    const sum = (of: (one: IncomeByPickup) => Money) => Money.sum(currency, categories.map(of))
    const shown = (pickedUp: Money, notPickedUp: Money) => ({
      pickedUp: pickedUp.toString(),
      notPickedUp: notPickedUp.toString(),
      total: pickedUp.plus(notPickedUp).toString(),
    })
    return {
      currency,
      definition,
      categories: categories.map((one) => ({ category: one.category, ...shown(one.pickedUp, one.notPickedUp) })),
      ...shown(
        sum((one) => one.pickedUp),
        sum((one) => one.notPickedUp),
      ),
    }
  },
})

const exchangeLead = exchangeAccount('')

/** What came for each order in the period, less what went back; bonds left out. One statement. */
async function netReceipts(context: QueryContext, period: Period): Promise<ReadonlyMap<string, bigint>> {
  const rows = await context.store.aggregate(ledgerLines, {
    where: {
      ...present({ branch: period.branch }),
      businessDate: { gte: period.from, lte: period.to },
      currency: context.studio.currency,
      orderId: { ne: null },
      anyOf: [
        { method: { ne: null } },
        { leg: { ne: null }, account: { startsWith: exchangeLead } },
        { account: accounts.rentalBonds },
      ],
    },
    groupBy: ['orderId'],
    measures: { moneyIn: { of: 'sum', column: 'debit' }, moneyOut: { of: 'sum', column: 'credit' } },
    limit: 'all',
  })
  // A bond is credited where money is debited, so that it leaves nothing of itself in the sum.
  return new Map(rows.map(({ orderId, moneyIn, moneyOut }) => [orderId ?? '', moneyIn - moneyOut]))
}

async function linesOf(
  { store }: QueryContext,
  orderIds: readonly string[],
  through: string,
): Promise<ReadonlyMap<string, readonly SharedLine[]>> {
  const rows = await store.find(ordersLines, {
    where: { orderId: { in: orderIds }, progress: { ne: 'cancelled' } },
    orderBy: ['orderId', 'line'],
    limit: 'all',
  })
  const lines = new Map<string, SharedLine[]>()
  for (const { orderId, category, amount, pickedUpDate } of rows) {
    const line = { category, amount, pickedUp: pickedUpDate !== null && pickedUpDate <= through }
    lines.set(orderId, [...(lines.get(orderId) ?? []), line])
  }
  return lines
}
