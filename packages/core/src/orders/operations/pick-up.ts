/** Hands lines over to the customer (取件), which makes them revenue. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { recogniseRevenue } from '../../ledger/index.ts'
import { accountOf, answerOrder } from '../answer-order.ts'
import { BalanceDue, LineNotChangeable, LineUnknown, OrderChanged, OrderClosed, OrderUnknown } from '../errors.ts'
import { orderPickedUp } from '../events.ts'
import { expectedRevision, idText, mostLines } from '../line-input.ts'
import { closeOrderChange, moneyOf, type OpenOrder, openOrder, requireOrdered } from '../open-order.ts'
import { orderTotal } from '../order-total.ts'
import { type Order, orderSchema } from '../present-order.ts'
import { recognisedAmounts } from '../recognised-amounts.ts'
import { type OrderLineRow, ordersLines } from '../tables.ts'

const inputSchema = z.strictObject({
  orderId: idText,
  /** Ids of lines; all that were not picked up yet unless told. */
  lines: z.array(idText).min(1).max(mostLines).optional(),
  /** Hands over although a balance is due; needs the permission `orders.pickUpWithArrears`. */
  arrearsAllowed: z.boolean().default(false),
  revision: expectedRevision,
})

export interface PickUp extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, PickUp> = inputSchema
const output: z.ZodType<Order> = orderSchema

export const pickUp = operation({
  name: 'orders.pickUp',
  summary:
    'Hands lines of an order over and recognises their revenue; refuses with a balance due unless that is allowed.',
  kind: 'command',
  input,
  output,
  errors: [OrderUnknown, OrderClosed, OrderChanged, LineUnknown, LineNotChangeable, BalanceDue],
  async run(context, { orderId, lines: lineIds, arrearsAllowed, revision }) {
    const open = await openOrder(context, orderId, { action: 'pick it up', revision })
    const { order } = open
    const handed = chosenLines(open, lineIds)
    const { balanceDue } = await accountOf(context, order)
    if (balanceDue.isPositive()) {
      const { number, currency } = order
      if (!arrearsAllowed) throw BalanceDue.create({ number, balanceDue: balanceDue.toString(), currency })
      context.demand('orders.pickUpWithArrears', order.branch)
    }
    const ids = handed.map((line) => line.id)
    const moved = { stage: 'pickedUp', stageChangedAt: context.now, stageDate: context.businessDate }
    await context.store.updateWhere(ordersLines, { orderId, id: { in: ids }, stage: 'ordered' }, moved)
    const chosen = new Set(ids)
    const lines = open.lines.map((line): OrderLineRow => (chosen.has(line.id) ? { ...line, ...moved } : line))
    const changed = await closeOrderChange(context, order, lines)
    await recogniseRevenue(context, { orderId, amounts: recognisedAmounts(order.currency, handed) })
    context.emit(orderPickedUp, {
      orderId,
      customerId: order.customerId,
      currency: order.currency,
      lineIds: ids,
      amount: moneyOf(order, orderTotal(order.currency, handed).minor).toString(),
      status: changed.status,
    })
    return answerOrder(context, changed, lines)
  },
})

function chosenLines({ order, lines }: OpenOrder, lineIds: readonly string[] | undefined): OrderLineRow[] {
  if (lineIds === undefined) return lines.filter((line) => line.stage === 'ordered')
  const chosen = new Set(lineIds)
  const found = lines.filter((line) => chosen.delete(line.id))
  if (chosen.size > 0) throw LineUnknown.create({ number: order.number, lineIds: [...chosen] })
  for (const line of found) requireOrdered(order, line, 'pick up')
  return found
}
