/** Says where finished work lies. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { OrderChanged, OrderClosed, openOrder, OrderUnknown } from '../../orders/index.ts'
import { pickupStored } from '../events.ts'
import { holdWaiting, writeWaiting } from '../hold-waiting.ts'
import { presentWaiting } from '../present-waiting.ts'
import { pickupsSettings } from '../settings.ts'
import { idText, type Waiting, waitingSchema } from '../shapes.ts'

const inputSchema = z.strictObject({
  orderId: idText,
  /** A shelf and a bin, in words of the studio's own; null where it was taken off the shelf. Never personal data. */
  place: z.string().trim().min(1).max(80).nullable(),
  /** In how many parcels; 1 unless told. */
  parcels: z.int().min(1).max(1000).default(1),
})

export interface StorePickup extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, StorePickup> = inputSchema
const output: z.ZodType<Waiting> = waitingSchema

export const storePickup = operation({
  name: 'pickups.store',
  summary: 'Records on which shelf an order lies, and in how many parcels, or that it was taken off.',
  kind: 'command',
  input,
  output,
  errors: [OrderUnknown, OrderClosed, OrderChanged],
  async run(context, { orderId, place, parcels }) {
    const { order } = await openOrder(context, orderId, { action: 'lay it on a shelf', revision: undefined })
    const row = await holdWaiting(context, orderId)
    const stored = place === null ? null : { at: context.now, by: context.actor, parcels }
    const waiting = await writeWaiting(context, order, row, {
      place,
      parcels: stored?.parcels ?? null,
      storedAt: stored?.at ?? null,
      storedBy: stored?.by ?? null,
    })
    context.emit(pickupStored, { orderId, customerId: order.customerId, place })
    const settings = await context.settings(pickupsSettings)
    return presentWaiting(waiting, { today: context.businessDate, settings, currency: order.currency })
  },
})
