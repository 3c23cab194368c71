/** What the lines of a delivery are worth, by what was agreed. Pure: no I/O. */
import { Money } from '../values/money.ts'
import { ReceiptBeyondOrder, ReceiptInvalid } from './errors.ts'
import { heldRow, isClaim, openOf, requireFrom, requireUnits } from './open-goods.ts'
import { mostReceivable } from './order-state.ts'
import { costOf, costOfNext, shareOf } from './price.ts'
import type { ReceivedCharge, ReceivedLine } from './receipt-input.ts'
import type { OpenGoodsRow, OrderLineRow, OrderRow } from './tables.ts'

/** A line of a delivery with what it is of and what it is worth. */
export interface PricedLine {
  readonly index: number
  readonly given: ReceivedLine
  readonly itemId: string
  readonly orderLine: OrderLineRow | undefined
  readonly claim: OpenGoodsRow | undefined
  /** What the accepted units cost by what was agreed. */
  readonly value: Money
}

/** What was agreed with the supplier, held. */
export interface Agreed {
  readonly orders: ReadonlyMap<string, OrderRow>
  readonly orderLines: readonly OrderLineRow[]
  readonly claims: ReadonlyMap<string, OpenGoodsRow>
  readonly overDeliveryPercent: number
}

/**
 * What each line costs: parts of one order line or claim, in one delivery or several, come to the whole of it.
 *
 * @throws RECEIPT_INVALID, RECEIPT_BEYOND_ORDER, UNBILLED_NOT_FITTING, UNBILLED_EXCEEDED
 */
export function pricedLines(
  currency: string,
  supplierId: string,
  lines: readonly ReceivedLine[],
  agreed: Agreed,
): readonly PricedLine[] {
  const before = new Map<string, number>()
  return lines.map((given, index): PricedLine => {
    const { accepted, orderId, line, claimId, item, price, per = 1 } = given
    const refuse = (rule: string, value: string) => ReceiptInvalid.create({ line: index + 1, rule, value })
    if (claimId !== undefined) {
      const claim = heldRow(agreed.claims, claimId)
      if (!isClaim(claim) || claim.itemId === null) throw refuse('name a claim for goods', claim.kind)
      requireFrom(claim, supplierId)
      const taken = before.get(claimId) ?? 0
      requireUnits(claim, taken + accepted, claim.openQuantity)
      before.set(claimId, taken + accepted)
      const worth = (units: number) => shareOf(openOf(claim).negated(), claim.openQuantity, units)
      const value = worth(taken + accepted).minus(worth(taken))
      return { index, given, itemId: claim.itemId, orderLine: undefined, claim, value }
    }
    if (item !== undefined) {
      const value = costOf(currency, { price: price ?? '0', per }, accepted)
      return { index, given, itemId: item, orderLine: undefined, claim: undefined, value }
    }
    const order = agreed.orders.get(orderId ?? '')
    const row = agreed.orderLines.find((one) => one.orderId === orderId && one.line === line)
    if (order === undefined || row === undefined) throw refuse('name a line of the order', `line ${line}`)
    if (order.supplierId !== supplierId) throw refuse(`be ordered from supplier ${supplierId}`, order.supplierId)
    const key = `${row.orderId} ${row.line}`
    const received = row.received + (before.get(key) ?? 0)
    const most = mostReceivable(row.quantity, agreed.overDeliveryPercent)
    if (received + accepted > most) {
      throw ReceiptBeyondOrder.create({ orderId: row.orderId, line: row.line, accepted, received, most })
    }
    before.set(key, (before.get(key) ?? 0) + accepted)
    const value = costOfNext(currency, { price: row.price, per: row.per }, received, accepted)
    return { index, given, itemId: row.itemId, orderLine: row, claim: undefined, value }
  })
}

/** @throws RECEIPT_INVALID */
export function chargeAmount({ amount }: ReceivedCharge, index: number, currency: string): Money {
  const money = Money.of(amount, currency)
  if (money.isPositive()) return money
  throw ReceiptInvalid.create({ line: index + 1, rule: 'charge an amount above zero', value: amount })
}
