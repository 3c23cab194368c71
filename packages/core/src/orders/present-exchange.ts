/** Exchanges as callers see them. */
import { z } from 'zod'
import { priceStepSchema } from '../pricing/index.ts'
import type { Json } from '../values/json.ts'
import { moneyOf } from './open-order.ts'
import { traceOf } from './price-trace.ts'
import type { ExchangeRow, OrderLineRow, OrderRow } from './tables.ts'

const exchangedLineSchema = z.object({
  item: z.string(),
  itemId: z.string().nullable(),
  itemVersion: z.int().nullable(),
  variant: z.string().nullable(),
  options: z.json(),
  name: z.string(),
  category: z.string(),
  quantity: z.string(),
  unitPrice: z.string(),
  discount: z.string(),
  amount: z.string(),
  flow: z.string(),
  stage: z.string(),
  entitlements: z.json(),
  priceTrace: z.array(priceStepSchema),
})

/** A line as it was, or is, where it was exchanged. */
export interface ExchangedLine extends z.output<typeof exchangedLineSchema> {}

export function exchangedLine(line: OrderLineRow, order: Pick<OrderRow, 'currency'>): ExchangedLine {
  const shown = (minor: bigint): string => moneyOf(order, minor).toString()
  return {
    item: line.itemCode,
    itemId: line.itemId,
    itemVersion: line.itemVersion,
    variant: line.variant,
    options: line.options as ExchangedLine['options'],
    name: line.name,
    category: line.category,
    quantity: line.quantity,
    unitPrice: shown(line.unitPrice),
    discount: shown(line.discount),
    amount: shown(line.amount),
    flow: line.flow,
    stage: line.stage,
    entitlements: line.entitlements as ExchangedLine['entitlements'],
    priceTrace: [...traceOf(line, order.currency)],
  }
}

export const exchangeSchema = z.object({
  id: z.string(),
  orderId: z.string(),
  lineId: z.string(),
  /** The revision of the order that it made. */
  revision: z.int(),
  before: exchangedLineSchema,
  after: exchangedLineSchema,
  /** By which prices: `today`, `daySold`, or the difference that the item names for the `upgrade`. */
  prices: z.enum(['today', 'daySold', 'upgrade']),
  currency: z.string(),
  amountBefore: z.string(),
  amount: z.string(),
  /** What it costs more; below zero where it costs less. */
  difference: z.string(),
  /** Who sold the exchange. */
  sellerId: z.string().nullable(),
  reason: z.string().nullable(),
  approver: z.string().nullable(),
  actor: z.string(),
  at: z.string(),
  businessDate: z.string(),
})

/** A line that became another item. */
export interface LineExchange extends z.output<typeof exchangeSchema> {}

export function presentExchange(row: ExchangeRow): LineExchange {
  const shown = (minor: bigint): string => moneyOf(row, minor).toString()
  const { id, orderId, lineId, revision, currency, sellerId, reason, approver, actor, at, businessDate } = row
  return {
    ...{ id, orderId, lineId, revision, currency, sellerId, reason, approver, actor, at, businessDate },
    before: row.before as unknown as ExchangedLine,
    after: row.after as unknown as ExchangedLine,
    prices: row.prices as LineExchange['prices'],
    amountBefore: shown(row.amountBefore),
    amount: shown(row.amount),
    difference: shown(row.amount - row.amountBefore),
  }
}

export const storedExchanged = (line: ExchangedLine): Json => line as unknown as Json
