/** Bills of goods as they were matched, for callers: what was ordered, received and billed, side by side. */
import { z } from 'zod'
import type { ScopedReads } from '../storage/scoped-reads.ts'
import type { Money } from '../values/money.ts'
import { costOf } from './price.ts'
import { type OpenGoodsRow, procurementOrderLines, procurementReceiptLines } from './tables.ts'

const lineShape = z.object({
  openId: z.string(),
  kind: z.string(),
  itemId: z.string().nullable(),
  description: z.string().nullable(),
  /** The line of the order: units, and what this bill's units come to there; null without an order. */
  ordered: z.object({ orderId: z.string(), line: z.int(), quantity: z.int(), amount: z.string() }).nullable(),
  /** Units that came, and of them those without a bill before this one. */
  received: z.int(),
  unbilled: z.int(),
  /** Units that this one bills, and of those that never came. */
  billed: z.int(),
  overbilled: z.int(),
  /** What was expected for the units that came, and what is asked for them. */
  expected: z.string(),
  asked: z.string(),
  /** What is asked for units that never came. */
  askedForMissing: z.string(),
  /** What is asked more than expected; below zero where less. */
  difference: z.string(),
  /** Whether that needs the permission procurement.exceedTolerance. */
  beyondTolerance: z.boolean(),
})

/** A line of a bill, matched with what was ordered and received. */
export interface BillMatch extends z.output<typeof lineShape> {}

export const billMatchSchema: z.ZodType<BillMatch> = lineShape

interface Presentable {
  readonly row: OpenGoodsRow
  readonly quantity: number
  readonly overbilled: number
  readonly expected: Money
  readonly difference: Money
  readonly overbilledCost: Money
  readonly beyond: boolean
}

/** Two statements for any number of lines. */
export async function presentMatches(store: ScopedReads, lines: readonly Presentable[]): Promise<BillMatch[]> {
  const received = await store.find(procurementReceiptLines, {
    where: { id: { in: lines.map(({ row }) => row.id) } },
    limit: 'all',
  })
  const byId = new Map(received.map((line) => [line.id, line]))
  const orderIds = [...new Set(received.flatMap((line) => line.orderId ?? []))]
  const ordered = await store.find(procurementOrderLines, { where: { orderId: { in: orderIds } }, limit: 'all' })
  return lines.map(({ row, quantity, overbilled, expected, difference, overbilledCost, beyond }) => {
    const of = byId.get(row.id)
    const order = ordered.find((line) => line.orderId === of?.orderId && line.line === of.orderLine)
    return {
      openId: row.id,
      kind: row.kind,
      itemId: row.itemId,
      description: row.description,
      ordered:
        order === undefined
          ? null
          : {
              orderId: order.orderId,
              line: order.line,
              quantity: order.quantity,
              amount: costOf(row.currency, order, quantity + overbilled).toString(),
            },
      received: row.quantity,
      unbilled: row.openQuantity,
      billed: quantity + overbilled,
      overbilled,
      expected: expected.toString(),
      asked: expected.plus(difference).toString(),
      askedForMissing: overbilledCost.toString(),
      difference: difference.toString(),
      beyondTolerance: beyond,
    }
  })
}
