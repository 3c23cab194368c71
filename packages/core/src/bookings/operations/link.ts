/** Ties a booking to a customer, an order or a line. */
import { z } from 'zod'
import { CustomerUnknown, holdCustomer } from '../../customers/index.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { LineUnknown, OrderUnknown } from '../../orders/index.ts'
import { BookingOrderOther, BookingStateRefused, BookingUnknown, BookingOtherBranch } from '../errors.ts'
import { holdBooking } from '../hold-booking.ts'
import { keepBooking } from '../keep-booking.ts'
import { type Booking, bookingSchema, presentBooking } from '../present-booking.ts'
import { idText } from '../shapes.ts'
import { holdLineOf, requireBookable, scheduleLine } from '../tie-lines.ts'

const schema = z
  .strictObject({
    bookingId: idText,
    customerId: idText.optional(),
    orderId: idText.optional(),
    orderLineId: idText.optional(),
  })
  .refine(({ customerId, orderId }) => customerId !== undefined || orderId !== undefined, {
    message: 'must name a customerId or an orderId',
    path: ['orderId'],
  })
  .refine(({ orderId, orderLineId }) => (orderId === undefined) === (orderLineId === undefined), {
    message: 'must come with the orderLineId, and that with the orderId',
    path: ['orderId'],
  })

export interface LinkBooking extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, LinkBooking> = schema

const errors = [
  ...[BookingUnknown, BookingOtherBranch, BookingStateRefused, BookingOrderOther],
  ...[CustomerUnknown, OrderUnknown, LineUnknown],
] as const

/** A booking that has an order keeps it; where that order has no line for it yet, it is tied to one. The line is scheduled with it, where it is confirmed. */
export const link: Operation<'command', LinkBooking, Booking, (typeof errors)[number]> = operation({
  name: 'bookings.link',
  summary: 'Ties a booking to a customer, or to the line of an order that it is for.',
  kind: 'command',
  input,
  output: bookingSchema,
  errors,
  async run(context, { bookingId, customerId, orderId = null, orderLineId = null }) {
    const line = await holdLineOf(context, { orderId, orderLineId })
    const held = line?.wanted[0]
    const buyer = held === undefined ? undefined : requireBookable(held, customerId)
    const customer = buyer ?? (customerId === undefined ? null : (await holdCustomer(context, customerId)).id)
    const { booking, assignments } = await holdBooking(context, bookingId, 'link')
    // A booking of an order that has no line yet is tied to a line of that order.
    const isOther = booking.orderId !== orderId || (booking.orderLineId ?? orderLineId) !== orderLineId
    if (booking.orderId !== null && orderId !== null && isOther) {
      const rule = `be of the order of the booking, ${booking.orderId}, and its line where it has one`
      throw BookingOrderOther.create({ orderLineId: orderLineId ?? '', rule })
    }
    if (booking.customerId !== null && customer !== booking.customerId) {
      const rule = `be of the customer of the booking, ${booking.customerId}`
      throw BookingOrderOther.create({ orderLineId: orderLineId ?? customer ?? '', rule })
    }
    const change = { customerId: customer, ...(orderId === null ? {} : { orderId, orderLineId }) }
    const after = await keepBooking(context, booking, change, { kind: 'linked', former: assignments })
    if (after.state === 'confirmed' && orderId !== null) await scheduleLine(context, line, after.localDate)
    return presentBooking(after, assignments)
  },
})
