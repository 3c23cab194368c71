/** Places an order, and takes its deposit in the same breath. */
import { z } from 'zod'
import { ItemRetired, ItemUnknown } from '../../catalog/index.ts'
import { customers, regionText } from '../../customers/index.ts'
import { customValues } from '../../engine/custom-field.ts'
import { operation } from '../../engine/operation.ts'
import {
  chooseTill,
  holdMeans,
  openCommitment,
  PaymentExceedsDue,
  PaymentMethodUnknown,
  receiptNumberRequest,
  receiptSchema,
  recordPayment,
} from '../../ledger/index.ts'
import { answerOrder } from '../answer-order.ts'
import { DiscountTooLarge, LinePriceInvalid, LineQuantityInvalid, OrderCustomerUnknown } from '../errors.ts'
import { orderPlaced } from '../events.ts'
import { idText, lineInput, mostLines, noteText } from '../line-input.ts'
import { findItems, newLines } from '../new-lines.ts'
import { orderNumbersToken } from '../order-numbers.ts'
import { orderTotal } from '../order-total.ts'
import { paymentInput } from '../payment-input.ts'
import { orderSchema } from '../present-order.ts'
import { orders, ordersLines } from '../tables.ts'

const inputSchema = z.strictObject({
  customerId: idText,
  lines: z.array(lineInput).min(1).max(mostLines),
  /** When the balance is due; arrears are counted from it. */
  dueDate: z.iso.date().optional(),
  /** How the order came in, such as `online`; `counter` unless told. */
  channel: z.string().min(1).max(40).default('counter'),
  note: noteText.optional(),
  custom: customValues.optional(),
  /** Taken at once; needs the permission `ledger.takePayment`. */
  payment: paymentInput.optional(),
})

const outputSchema = orderSchema.extend({ receipt: receiptSchema.nullable() })

export interface PlaceOrder extends z.input<typeof inputSchema> {}
/** The order as it was placed, with the receipt of what was paid for it. */
export interface PlacedOrder extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, PlaceOrder> = inputSchema
const output: z.ZodType<PlacedOrder> = outputSchema

export const placeOrder = operation({
  name: 'orders.place',
  summary: 'Places an order of 1 to 1,000 lines for a customer, and takes a payment for it where one is given.',
  kind: 'command',
  input,
  output,
  errors: [
    OrderCustomerUnknown,
    ItemUnknown,
    ItemRetired,
    LineQuantityInvalid,
    LinePriceInvalid,
    DiscountTooLarge,
    PaymentExceedsDue,
    PaymentMethodUnknown,
  ],
  async run(context, { customerId, lines: wanted, dueDate = null, channel, note, custom, payment }) {
    if (payment !== undefined) context.demand('ledger.takePayment')
    const reading = context.store.get(customers, customerId)
    const items = findItems(context, wanted)
    const customer = await reading
    if (customer === undefined) throw OrderCustomerUnknown.create({ customerId })
    const { branch, businessDate, now, store } = context
    const { currency } = context.studio
    const orderId = context.newId()
    const rows = await newLines(context, wanted, {
      orderId,
      existing: false,
      branch,
      customerId,
      firstLine: 1,
      origin: 'order',
      items,
    })
    const total = orderTotal(currency, rows)
    const columns = context.customFields(orders).toColumns(custom)
    // Tills are locked before counters.
    const chosen = payment === undefined ? undefined : await chooseTill(context, payment)
    if (payment !== undefined) await holdMeans(context, { customerId, legs: payment.legs })
    // Asked for last, because the counters stay locked until the commit; and together, because each asking is a statement.
    const [numbers, receiptNumbers] = await context.numbers([
      { sequence: context.resolve(orderNumbersToken) },
      ...(payment === undefined ? [] : [receiptNumberRequest(context)]),
    ])
    const order = store.insert(orders, {
      ...columns,
      id: orderId,
      branch,
      number: numbers?.[0] ?? '',
      customerId,
      bookedDate: businessDate,
      placedAt: now,
      channel,
      region: regionText(customer),
      note: note ?? null,
      currency,
      total: total.minor,
      status: 'open',
      dueDate,
      revision: 1,
      lastLine: rows.length,
    })
    const lines = store.insertAll(ordersLines, rows)
    openCommitment(context, { orderId, customerId, total, dueDate })
    const receipt =
      payment === undefined
        ? null
        : await recordPayment(context, { ...payment, orderId, number: receiptNumbers?.[0], chosen })
    const { number } = order
    context.emit(orderPlaced, {
      orderId,
      customerId,
      currency,
      number,
      total: total.toString(),
      bookedDate: businessDate,
    })
    return { ...(await answerOrder(context, order, lines)), receipt }
  },
})
