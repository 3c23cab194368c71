import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { ReservationSettled, ReservationUnknown } from '../errors.ts'
import { type MovementRefusal, movementRefusals } from '../movement-refusals.ts'
import { postMovement } from '../post-movement.ts'
import { type MovementPosted, postedSchema, presentPosted } from '../present.ts'
import { requireReservations } from '../read-reservations.ts'
import { momentOf } from '../resolve-lines.ts'
import { idText, orderMembers, quantityNumber, voucherMembers } from '../shapes.ts'

const { customerId, category, shootType } = orderMembers

const schema = z.strictObject({
  reservations: z
    .array(
      z.strictObject({
        reservationId: idText,
        /** All that is open unless told. */
        quantity: quantityNumber.optional(),
      }),
    )
    .min(1)
    .max(200),
  /** issue: what was sold; consumption: what work used up. */
  as: z.enum(['issue', 'consumption']).default('issue'),
  customerId,
  category,
  shootType,
  ...voucherMembers,
})

export interface FulfilReservations extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, FulfilReservations> = schema

const errors = [...movementRefusals, ReservationUnknown, ReservationSettled] as const

/** Issues what was promised, whole or in part. All of one order, or of none. */
export const fulfil: Operation<
  'command',
  FulfilReservations,
  MovementPosted,
  MovementRefusal | (typeof errors)[number]
> = operation({
  name: 'inventory.fulfil',
  summary: 'Issues stock that was promised, whole or in part.',
  kind: 'command',
  input,
  output: postedSchema,
  errors,
  async run(context, { reservations: asked, as: kind, at, on, ...given }) {
    const rows = await requireReservations(
      context,
      asked.map((one) => one.reservationId),
    )
    const lines = rows.map((row, index) => {
      const quantity = asked[index]?.quantity ?? row.open
      if (quantity < 1) throw ReservationSettled.create({ reservationId: row.id, wanted: row.quantity, open: row.open })
      return {
        itemId: row.itemId,
        locationId: row.locationId,
        quantity: -quantity,
        serialId: row.serialId ?? undefined,
        fulfils: [{ reservationId: row.id, quantity }],
      }
    })
    const [first] = rows
    const posted = await postMovement(context, {
      kind,
      lines,
      at: momentOf(context, { at, on }, 'out'),
      orderId: first?.orderId ?? undefined,
      orderLineId: rows.length === 1 ? (first?.orderLineId ?? undefined) : undefined,
      ...given,
    })
    return presentPosted(posted, context.studio.currency)
  },
})
