/** What an order is of, and what becomes of its lines when it is changed. Pure: no I/O. */
import { type CalendarDate, laterDate } from '../values/calendar-date.ts'
import { Money } from '../values/money.ts'
import { PurchaseOrderInvalid } from './errors.ts'
import { costOf, type Price } from './price.ts'
import type { OrderLineRow } from './tables.ts'

/** A line as it is wanted. */
export interface WantedLine {
  /** The line that it stands for; a new one unless told. */
  readonly line?: number | undefined
  readonly itemId: string
  readonly quantity: number
  readonly price: Price
  readonly expectedOn: CalendarDate
  readonly memo?: string | undefined
}

type KeptLine = Pick<OrderLineRow, 'line' | 'itemId' | 'quantity' | 'price' | 'per' | 'received'>

/** A line as it is kept afterwards. */
export interface PlannedLine {
  readonly line: number
  readonly itemId: string
  readonly quantity: number
  readonly price: string
  readonly per: number
  readonly amount: bigint
  readonly expectedOn: CalendarDate
  readonly memo: string | null
  readonly received: number
  readonly outstanding: number
}

/** What a change does to the lines of an order. */
export interface PlannedLines<K extends KeptLine> {
  /** As they are afterwards, in their order. */
  readonly lines: readonly PlannedLine[]
  readonly removed: readonly K[]
  readonly total: Money
  readonly expectedOn: CalendarDate
}

/**
 * The lines of an order after a change. What was received of a line stays: its item and price are kept, and it is neither
 * removed nor made smaller than that.
 *
 * @throws PURCHASE_ORDER_INVALID
 */
export function plannedLines<K extends KeptLine>(
  currency: string,
  before: readonly K[],
  wanted: readonly WantedLine[],
): PlannedLines<K> {
  const known = new Map(before.map((line) => [line.line, line]))
  let next = Math.max(0, ...known.keys()) + 1
  const lines = wanted.map((one, index): PlannedLine => {
    const refuse = (field: string, rule: string, value: string | number) =>
      PurchaseOrderInvalid.create({ field: `lines.${index}.${field}`, rule, value: `${value}` })
    const kept = one.line === undefined ? undefined : known.get(one.line)
    if (one.line !== undefined && kept === undefined) {
      throw refuse('line', 'name a line of the order, each once', one.line)
    }
    if (kept !== undefined) known.delete(kept.line)
    const received = kept?.received ?? 0
    const { itemId, quantity, price } = one
    if (kept !== undefined && received > 0) {
      if (itemId !== kept.itemId) throw refuse('item', `stay ${kept.itemId}, of which goods were received`, itemId)
      if (price.price !== kept.price || price.per !== kept.per) {
        throw refuse('price', `stay ${kept.price} for ${kept.per}, since goods were received`, price.price)
      }
      if (quantity < received) throw refuse('quantity', `be ${received} or more, which were received`, quantity)
    }
    return {
      line: kept?.line ?? next++,
      itemId,
      quantity,
      price: price.price,
      per: price.per,
      amount: costOf(currency, price, quantity).minor,
      expectedOn: one.expectedOn,
      memo: one.memo ?? null,
      received,
      outstanding: Math.max(quantity - received, 0),
    }
  })
  for (const line of known.values()) {
    if (line.received === 0) continue
    const value = `without line ${line.line}`
    throw PurchaseOrderInvalid.create({ field: 'lines', rule: 'keep every line of which goods were received', value })
  }
  const total = Money.sum(
    currency,
    lines.map((line) => Money.ofMinor(line.amount, currency)),
  )
  const expectedOn = lines.map((line) => line.expectedOn).reduce(laterDate, '0001-01-01')
  return { lines: lines.sort((a, b) => a.line - b.line), removed: [...known.values()], total, expectedOn }
}

/** Whether an order of this total must be approved by a second person. */
export const needsApproval = (total: Money, limit: string | null, approved: Money | null): boolean =>
  limit !== null &&
  total.greaterThan(Money.of(limit, total.currency)) &&
  (approved === null || total.greaterThan(approved))
