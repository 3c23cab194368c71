/** Whether everything of an order is there before its customer is told, and what is missing. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { OrderUnknown, orders, ordersLines } from '../../orders/index.ts'
import { findMissing } from '../find-missing.ts'
import { leftOf } from '../missing-lines.ts'
import { presentWaiting } from '../present-waiting.ts'
import { pickupsSettings } from '../settings.ts'
import { idText, missingSchema, waitingSchema } from '../shapes.ts'
import { pickupsWaiting } from '../tables.ts'

const inputSchema = z.strictObject({ orderId: idText })

const outputSchema = z.object({
  orderId: z.string(),
  number: z.string(),
  /** Whether something is left, and nothing is missing of it. */
  complete: z.boolean(),
  /** Lines that are left, and whether they may be handed over. */
  lines: z.array(
    z.object({ lineId: z.string(), name: z.string(), quantity: z.string(), stage: z.string(), ready: z.boolean() }),
  ),
  missing: z.array(missingSchema),
  /** How it waits; null where nothing was said of it yet. */
  waiting: waitingSchema.nullable(),
})

export interface CheckPickup extends z.input<typeof inputSchema> {}
export interface PickupChecked extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, CheckPickup> = inputSchema
const output: z.ZodType<PickupChecked> = outputSchema

export const checkPickup = operation({
  name: 'pickups.check',
  summary: 'Says whether an order is complete, and what is missing of it in words.',
  kind: 'query',
  input,
  output,
  errors: [OrderUnknown],
  async run(context, { orderId }) {
    const order = await context.store.get(orders, orderId)
    if (order === undefined) throw OrderUnknown.create({ orderId })
    const lines = await context.store.find(ordersLines, { where: { orderId }, orderBy: ['line'], limit: 'all' })
    const left = leftOf(lines)
    const missing = await findMissing(context, { order, lines })
    const row = await context.store.get(pickupsWaiting, orderId)
    const settings = await context.settings(pickupsSettings)
    const at = { today: context.businessDate, settings, currency: order.currency }
    return {
      orderId,
      number: order.number,
      complete: left.length > 0 && !missing.some(({ blocks }) => blocks),
      lines: left.map(({ id: lineId, name, quantity, stage, handsOver, hold }) => {
        return { lineId, name, quantity, stage, ready: handsOver && hold === null }
      }),
      missing: missing.map((one) => ({ ...one, words: { ...one.words } })),
      waiting: row === undefined ? null : presentWaiting(row, at),
    }
  },
})
