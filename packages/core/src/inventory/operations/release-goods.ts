import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { ReservationUnknown } from '../errors.ts'
import { presentReservation, type Reservation, reservationSchema } from '../present.ts'
import { releaseReservations } from '../reserve-stock.ts'
import { idText, quantityNumber } from '../shapes.ts'

const schema = z
  .strictObject({
    /** All that an order holds in this branch. */
    orderId: idText.optional(),
    /** Or these; all that is open of each unless told. */
    reservations: z
      .array(z.strictObject({ reservationId: idText, quantity: quantityNumber.optional() }))
      .min(1)
      .max(200)
      .optional(),
  })
  .refine((given) => (given.orderId === undefined) !== (given.reservations === undefined), {
    message: 'must name an order, or reservations',
    path: ['reservations'],
  })

export interface ReleaseGoods extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReleaseGoods> = schema

/** Gives back what was promised. Answers the reservations that were open; of those that were not, nothing happens. */
export const release: Operation<'command', ReleaseGoods, Reservation[], typeof ReservationUnknown> = operation({
  name: 'inventory.release',
  summary: 'Gives back stock that was promised.',
  kind: 'command',
  input,
  output: z.array(reservationSchema),
  errors: [ReservationUnknown],
  async run(context, { orderId, reservations: releases = [] }) {
    const asked = orderId === undefined ? { releases } : { orderId }
    return (await releaseReservations(context, asked)).map(presentReservation)
  },
})
