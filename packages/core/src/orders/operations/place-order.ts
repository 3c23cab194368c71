/** Places an order, and takes its deposit in the same breath. */
import { z } from 'zod'
import { ItemOptionInvalid, ItemRetired, ItemUnknown, ItemVariantInvalid } from '../../catalog/index.ts'
import { findAndHoldCustomer, regionText } from '../../customers/index.ts'
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
import {
  AddOnNotOffered,
  CouponNotApplicable,
  CouponSpent,
  CouponUnknown,
  DiscountBeyondLimit,
  DiscountTooLarge,
  LinePriceInvalid,
} from '../../pricing/index.ts'
import { answerOrder } from '../answer-order.ts'
import { storedRules } from '../cancellation-rules.ts'
import { DayBeforeOrder, LineQuantityInvalid, LinesTooMany, OrderCustomerUnknown } from '../errors.ts'
import { orderPlaced } from '../events.ts'
import { approverInput, couponsInput, idText, lineInput, mostLines, noteText } from '../line-input.ts'
import { linesSold } from '../line-points.ts'
import { newLines } from '../new-lines.ts'
import { CalendarClosed, FlowUnknown } from '../../stages/index.ts'
import { orderNumbersToken } from '../order-numbers.ts'
import { orderTotal } from '../order-total.ts'
import { findItems } from '../priced-lines.ts'
import { paymentInput } from '../payment-input.ts'
import { orderSchema } from '../present-order.ts'
import { requireDaySince } from '../require-day.ts'
import { rulesInForce } from '../rules-in-force.ts'
import { orders, ordersLines } from '../tables.ts'

const inputSchema = z.strictObject({
  customerId: idText,
  lines: z.array(lineInput).min(1).max(mostLines),
  coupons: couponsInput,
  approver: approverInput,
  /** When the balance is due, today or later; arrears are counted from it. */
  dueDate: z.iso.date().optional(),
  /** When the customer is promised to have it, today or later: stages of its lines that count back from it are due by it. */
  promisedDate: z.iso.date().optional(),
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
    DayBeforeOrder,
    ItemUnknown,
    ItemRetired,
    FlowUnknown,
    CalendarClosed,
    LineQuantityInvalid,
    LinePriceInvalid,
    DiscountTooLarge,
    DiscountBeyondLimit,
    LinesTooMany,
    ItemVariantInvalid,
    ItemOptionInvalid,
    AddOnNotOffered,
    CouponUnknown,
    CouponNotApplicable,
    CouponSpent,
    PaymentExceedsDue,
    PaymentMethodUnknown,
  ],
  async run(context, given) {
    const { customerId: buyer, lines: wanted, dueDate = null, promisedDate = null, channel, note } = given
    const { custom, payment, coupons, approver } = given
    requireDaySince({ bookedDate: context.businessDate }, { dueDate, promisedDate })
    if (payment !== undefined) context.demand('ledger.takePayment')
    const reading = findAndHoldCustomer(context, buyer)
    const items = findItems(context, wanted)
    const customer = await reading
    if (customer === undefined) throw OrderCustomerUnknown.create({ customerId: buyer })
    const customerId = customer.id
    const { branch, businessDate, now, store } = context
    const { currency } = context.studio
    const orderId = context.newId()
    const rows = await newLines(context, wanted, {
      orderId,
      existing: null,
      branch,
      customerId,
      firstLine: 1,
      origin: 'order',
      promised: promisedDate,
      place: null,
      items,
      standing: [],
      coupons,
      approver,
    })
    const total = orderTotal(currency, rows)
    const columns = context.customFields(orders).toColumns(custom)
    const rules = await rulesInForce(context)
    const lines = store.insertAll(ordersLines, rows)
    await context.raise(linesSold, {
      order: { id: orderId, branch, customerId, currency, dueDate, promisedDate },
      lines,
    })
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
      promisedDate,
      revision: 1,
      lastLine: rows.length,
      rulesPlaced: storedRules([rules]),
    })
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
