import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import {
  LotInvalid,
  MovementInvalid,
  SerialInvalid,
  StockItemUnknown,
  StockLocationInvalid,
  StockLocationUnknown,
  StockShort,
} from '../errors.ts'
import { namingRefusals, requireNamed } from '../named-order.ts'
import { presentReservation, type Reservation, reservationSchema } from '../present.ts'
import { reserveStock } from '../reserve-stock.ts'
import { resolveLines } from '../resolve-lines.ts'
import { idText, instantText, lineMembers, referenceText } from '../shapes.ts'

const { item, quantity, unit, location, serial } = lineMembers

const schema = z
  .strictObject({
    lines: z
      .array(z.strictObject({ item, quantity, unit, location, serial, orderLineId: idText.optional() }))
      .min(1)
      .max(200),
    orderId: idText.optional(),
    reference: referenceText.optional(),
    /** Released by itself after this. */
    expiresAt: instantText.optional(),
  })
  .refine(
    ({ lines, orderId }) => orderId !== undefined || lines.every(({ orderLineId }) => orderLineId === undefined),
    { message: 'must come with orderId where a line names an orderLineId', path: ['orderId'] },
  )

export interface ReserveGoods extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReserveGoods> = schema

const errors = [
  StockItemUnknown,
  StockLocationUnknown,
  StockLocationInvalid,
  StockShort,
  MovementInvalid,
  LotInvalid,
  SerialInvalid,
  ...namingRefusals,
] as const

/** Promises stock to an order: all lines or none, with the demand of lines of one item taken together. */
export const reserve: Operation<'command', ReserveGoods, Reservation[], (typeof errors)[number]> = operation({
  name: 'inventory.reserve',
  summary: 'Promises stock, all lines or none.',
  kind: 'command',
  input,
  output: z.array(reservationSchema),
  errors,
  async run(context, { lines, orderId, reference, expiresAt }) {
    await requireNamed(context, { orderId, lineIds: lines.map(({ orderLineId }) => orderLineId) })
    const resolved = await resolveLines(context, lines, 'out')
    const drafts = resolved.map(({ itemId, locationId, item, location, quantity, serialId }, index) => {
      const { orderLineId } = lines[index] ?? {}
      return {
        itemId,
        locationId,
        item,
        location,
        quantity: -quantity,
        serialId,
        orderLineId,
        orderId,
        reference,
        expiresAt,
      }
    })
    return (await reserveStock(context, drafts)).map(presentReservation)
  },
})
