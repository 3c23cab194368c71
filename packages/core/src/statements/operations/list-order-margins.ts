import { z } from 'zod'
import type { QueryContext } from '../../engine/context.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { closingCategory, ledgerEntries, ledgerLines, type PostedEntry } from '../../ledger/index.ts'
import { present } from '../../storage/filter.ts'
import { StatementPeriodInvalid } from '../errors.ts'
import { type Figure, figureSchema } from '../figure.ts'
import { orderResult } from '../order-margin.ts'
import { requirePeriod } from '../period.ts'
import { readPlacedChart } from '../placed-chart.ts'
import { idText, pageMembers, periodMembers } from '../shapes.ts'
import { Sums } from '../sums.ts'

const schema = z.strictObject({
  ...periodMembers,
  /** Where something was delivered. */
  branch: idText.optional(),
  ...pageMembers,
})

export interface ListOrderMargins extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListOrderMargins> = schema

const rowSchema = z.object({
  orderId: z.string(),
  customerId: z.string().nullable(),
  /** The first delivery in the period. */
  deliveredOn: z.string(),
  netRevenue: figureSchema,
  costs: figureSchema,
  /** What is left of the order. */
  margin: figureSchema,
  /** margin ÷ netRevenue with four decimals, rounded half up; null where there is no revenue. */
  marginRatio: z.string().nullable(),
})

const outputShape = z.object({ currency: z.string(), items: z.array(rowSchema), next: z.string().nullable() })

export interface OrderMarginRow extends z.output<typeof rowSchema> {
  netRevenue: Figure
  costs: Figure
  margin: Figure
}

export interface OrderMargins extends z.output<typeof outputShape> {
  items: OrderMarginRow[]
}

const output: z.ZodType<OrderMargins> = outputShape

/**
 * Orders of which something was delivered in a period, in the order of their first delivery in it, each with its margin over
 * all time. Pages are walked by deliveries, so a page can hold fewer orders than its limit. Four statements.
 */
export const orderMargins: Operation<'query', ListOrderMargins, OrderMargins, typeof StatementPeriodInvalid> =
  operation({
    name: 'statements.orderMargins',
    summary: 'Lists the orders of which something was delivered in a period, with what each earned and cost so far.',
    kind: 'query',
    input,
    output,
    errors: [StatementPeriodInvalid],
    async run(context, { from, to, branch, limit, cursor }) {
      requirePeriod({ from, to })
      const { store, studio } = context
      const delivered = { kind: 'recognition', businessDate: { gte: from, lte: to }, ...present({ branch }) }
      const page = await store.page(ledgerEntries, {
        where: delivered,
        orderBy: ['businessDate', 'id'],
        limit,
        cursor,
      })
      const orderIds = [...new Set(page.items.flatMap(({ orderId }) => orderId ?? []))]
      const all = await store.find(ledgerEntries, {
        where: { ...delivered, orderId: { in: orderIds } },
        orderBy: ['businessDate', 'id'],
        limit: 'all',
      })
      // An order stands where its first delivery does, and on no page after.
      const firstOf = new Map<string | null, PostedEntry>()
      for (const entry of all) if (!firstOf.has(entry.orderId)) firstOf.set(entry.orderId, entry)
      const shown = page.items.filter((entry) => firstOf.get(entry.orderId)?.id === entry.id)
      const placed = await readPlacedChart(context)
      const sums = await sumsOfOrders(context, shown)
      const items = shown.flatMap(({ orderId, customerId, businessDate }): OrderMarginRow[] => {
        const own = orderId === null ? undefined : sums.get(orderId)
        if (orderId === null || own === undefined) return []
        const { netRevenue, costs, netProfit, marginRatio } = orderResult(studio.currency, own, placed)
        return [{ orderId, customerId, deliveredOn: businessDate, netRevenue, costs, margin: netProfit, marginRatio }]
      })
      return { currency: studio.currency, items, next: page.next }
    },
  })

async function sumsOfOrders({ store }: QueryContext, entries: readonly PostedEntry[]): Promise<Map<string, Sums>> {
  const orderIds = entries.flatMap(({ orderId }) => orderId ?? [])
  const rows = await store.aggregate(ledgerLines, {
    where: { orderId: { in: orderIds } },
    groupBy: ['orderId', 'account', 'currency', 'category'],
    measures: { debit: { of: 'sum', column: 'debit' }, credit: { of: 'sum', column: 'credit' } },
    limit: 'all',
  })
  const untold = { branch: '', shootType: '', cash: false }
  return new Map(
    orderIds.map((orderId) => {
      const own = rows.filter((row) => row.orderId === orderId)
      return [
        orderId,
        new Sums(
          { orderId },
          own.map((row) => ({ ...untold, ...row, category: '', closing: row.category === closingCategory })),
        ),
      ]
    }),
  )
}
