import { z } from 'zod'
import type { CommandContext } from '../../engine/context.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { CustomerUnknown } from '../../customers/index.ts'
import { MovementInvalid, ReservationSettled, ReservationUnknown } from '../errors.ts'
import { type MovementRefusal, movementRefusals } from '../movement-refusals.ts'
import { postMovement } from '../post-movement.ts'
import { requireNamed } from '../named-order.ts'
import { type MovementPosted, postedSchema, presentPosted } from '../present.ts'
import { requireReservations } from '../read-reservations.ts'
import { momentOf, resolveLines } from '../resolve-lines.ts'
import { idText, orderMembers, quantityNumber, serialText, voucherMembers } from '../shapes.ts'
import type { ReservationRow } from '../tables.ts'

const { customerId, category, shootType } = orderMembers

const schema = z.strictObject({
  reservations: z
    .array(
      z.strictObject({
        reservationId: idText,
        /** All that is open unless told. */
        quantity: quantityNumber.optional(),
        /** Which units are given, of items that have serials and where none was reserved by its own: as many as `quantity`. */
        serials: z.array(serialText).min(1).max(200).optional(),
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

const errors = [...movementRefusals, CustomerUnknown, ReservationUnknown, ReservationSettled] as const

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
    await requireNamed(context, { customerId: given.customerId })
    const rows = await requireReservations(
      context,
      asked.map((one) => one.reservationId),
    )
    const units = await namedUnits(context, rows, asked)
    const lines = rows.flatMap((row, index) => {
      const named = units[index] ?? []
      const quantity = asked[index]?.quantity ?? (named.length > 0 ? named.length : row.open)
      if (quantity < 1) throw ReservationSettled.create({ reservationId: row.id, wanted: row.quantity, open: row.open })
      if (named.length > 0 && named.length !== quantity) {
        throw MovementInvalid.create({ line: index + 1, rule: `must name ${quantity} units`, value: `${named.length}` })
      }
      const { itemId, locationId } = row
      if (named.length > 0) {
        const fulfils = [{ reservationId: row.id, quantity: 1 }]
        return named.map(({ serialId }) => ({ itemId, locationId, quantity: -1, serialId, fulfils }))
      }
      const fulfils = [{ reservationId: row.id, quantity }]
      return [{ itemId, locationId, quantity: -quantity, serialId: row.serialId ?? undefined, fulfils }]
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

type Asked = z.output<typeof schema>['reservations']

/** The units that are named, by the reservation. No statement where none are. @throws SERIAL_INVALID, MOVEMENT_INVALID */
async function namedUnits(context: CommandContext, rows: readonly ReservationRow[], asked: Asked) {
  const owners = rows.flatMap((row, index) => (asked[index]?.serials ?? []).map((serial) => ({ row, index, serial })))
  for (const { row, index, serial } of owners) {
    if (row.serialId === null) continue
    throw MovementInvalid.create({ line: index + 1, rule: 'must name no unit, since one was reserved', value: serial })
  }
  if (owners.length === 0) return []
  const lines = owners.map(({ row, serial }) => {
    return { item: row.itemId, quantity: 1, location: row.locationId, serial }
  })
  const resolved = await resolveLines(context, lines, 'out')
  return rows.map((_, index) => resolved.filter((_line, at) => owners[at]?.index === index))
}
