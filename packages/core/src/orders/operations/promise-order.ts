/** Promises a customer when the order is done, and sets the due dates that count back from it. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { CalendarClosed, FlowVersionUnknown } from '../../stages/index.ts'
import { answerOrder } from '../answer-order.ts'
import { dueByPromise } from '../due-by-promise.ts'
import { DayBeforeOrder, OrderChanged, OrderClosed, OrderUnknown } from '../errors.ts'
import { orderPromised } from '../events.ts'
import { expectedRevision, idText } from '../line-input.ts'
import { openOrder } from '../open-order.ts'
import { type Order, orderSchema } from '../present-order.ts'
import { requireDaySince } from '../require-day.ts'
import { writeChanges } from '../stage-changes.ts'
import { orders } from '../tables.ts'

const inputSchema = z.strictObject({
  orderId: idText,
  /** Not before the order was placed; null takes the promise back. */
  promisedDate: z.iso.date().nullable(),
  revision: expectedRevision,
})

export interface PromiseOrder extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, PromiseOrder> = inputSchema
const output: z.ZodType<Order> = orderSchema

export const promise = operation({
  name: 'orders.promise',
  summary: 'Promises by when an order is done; stages that count back from that are due anew.',
  kind: 'command',
  input,
  output,
  errors: [OrderUnknown, OrderClosed, OrderChanged, DayBeforeOrder, FlowVersionUnknown, CalendarClosed],
  async run(context, { orderId, promisedDate, revision }) {
    const { order, lines } = await openOrder(context, orderId, { action: 'promise it', revision })
    requireDaySince(order, { promisedDate })
    const changes = await dueByPromise(context, lines, promisedDate)
    const changed = await writeChanges(context, changes)
    const now = lines.map((line) => changed.get(line.id) ?? line)
    const promised = await context.store.update(orders, order, { promisedDate, revision: order.revision + 1 })
    context.emit(orderPromised, { orderId, customerId: order.customerId, promisedDate })
    return answerOrder(context, promised, now)
  },
})
