/** Sells lines to an order that is locked already: the one way for whatever is added after the order was placed. */
import type { ItemRow } from '../catalog/index.ts'
import type { CommandContext } from '../engine/context.ts'
import { LinesTooMany } from './errors.ts'
import { orderLineAdded } from './events.ts'
import { type LineWanted, mostLines } from './line-input.ts'
import { linesSold } from './line-points.ts'
import { newLines } from './new-lines.ts'
import { closeOrderChange, moneyOf, type OpenOrder } from './open-order.ts'
import { type OrderLineRow, type OrderRow, ordersLines } from './tables.ts'

export interface SellLines {
  readonly origin: 'order' | 'secondSale'
  /** Where they are sold. */
  readonly place: string
  readonly coupons?: readonly string[]
  /** Who approves what is given by hand beyond the actor's limit. */
  readonly approver?: string | undefined
  /** The items of the lines, as `findItems` asks for them. */
  readonly items: Promise<ReadonlyMap<string, ItemRow>>
}

/** The order after lines were sold to it. */
export interface SoldLines {
  readonly order: OrderRow
  /** All lines of the order. */
  readonly lines: readonly OrderLineRow[]
  readonly added: readonly OrderLineRow[]
}

/**
 * Prices lines, adds them to the order, and raises its total and the customer's commitment by what they cost.
 *
 * @throws LINES_TOO_MANY, ORDER_TOO_LARGE, and what `newLines` throws
 */
export async function sellLines(
  context: CommandContext,
  { order, lines }: OpenOrder,
  wanted: readonly LineWanted[],
  { origin, place, coupons = [], approver, items }: SellLines,
): Promise<SoldLines> {
  if (lines.length + wanted.length > mostLines) throw LinesTooMany.create({ number: order.number, most: mostLines })
  const rows = await newLines(context, wanted, {
    orderId: order.id,
    existing: order.number,
    branch: order.branch,
    customerId: order.customerId,
    firstLine: order.lastLine + 1,
    origin,
    place,
    promised: order.promisedDate,
    items,
    standing: lines,
    coupons,
    approver,
  })
  const added = context.store.insertAll(ordersLines, rows)
  await context.raise(linesSold, { order, lines: added })
  const now = [...lines, ...added]
  const changed = await closeOrderChange(context, order, now, { lastLine: order.lastLine + added.length })
  for (const line of added) {
    context.emit(orderLineAdded, {
      orderId: order.id,
      customerId: order.customerId,
      currency: order.currency,
      lineId: line.id,
      origin,
      amount: moneyOf(order, line.amount).toString(),
      total: moneyOf(order, changed.total).toString(),
    })
  }
  return { order: changed, lines: now, added }
}
