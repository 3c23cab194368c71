/** Keeps what a customer answered to a notice, and the day that was agreed. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import {
  DayBeforeOrder,
  OrderChanged,
  OrderClosed,
  openOrder,
  OrderUnknown,
  requireDaySince,
} from '../../orders/index.ts'
import { NotNotified } from '../errors.ts'
import { holdWaiting, writeWaiting } from '../hold-waiting.ts'
import { presentWaiting } from '../present-waiting.ts'
import { pickupsSettings } from '../settings.ts'
import { idText, type Waiting, waitingSchema } from '../shapes.ts'

const inputSchema = z.strictObject({
  orderId: idText,
  /**
   * The day on which the customer wants to come, which may be over where it is written down later, but not before the order was
   * placed; null where none is agreed any more.
   */
  agreedOn: z.iso.date().nullable(),
  /** What was said; blanked when the customer is erased. */
  answer: z.string().trim().min(1).max(500).optional(),
})

export interface AnswerPickup extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, AnswerPickup> = inputSchema
const output: z.ZodType<Waiting> = waitingSchema

export const answerPickup = operation({
  name: 'pickups.answer',
  summary: 'Records what a customer answered who was told, and the day that was agreed.',
  kind: 'command',
  input,
  output,
  errors: [OrderUnknown, OrderClosed, OrderChanged, DayBeforeOrder, NotNotified],
  async run(context, { orderId, agreedOn, answer }) {
    const { order } = await openOrder(context, orderId, { action: 'agree on its pickup', revision: undefined })
    requireDaySince(order, { agreedOn })
    const row = await holdWaiting(context, orderId)
    if (row === undefined || row.notifiedOn === null) throw NotNotified.create({ number: order.number })
    const waiting = await writeWaiting(context, order, row, { agreedOn, ...(answer === undefined ? {} : { answer }) })
    const settings = await context.settings(pickupsSettings)
    return presentWaiting(waiting, { today: context.businessDate, settings, currency: order.currency })
  },
})
