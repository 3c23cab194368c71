/** Tells a customer that what was made is ready (通知), and reminds of it. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import {
  DayBeforeOrder,
  LineUnknown,
  OrderChanged,
  OrderClosed,
  openOrder,
  OrderUnknown,
  requireDaySince,
} from '../../orders/index.ts'
import { NothingToPickUp, PickupIncomplete } from '../errors.ts'
import { pickupNotified } from '../events.ts'
import { findMissing } from '../find-missing.ts'
import { holdWaiting, writeWaiting } from '../hold-waiting.ts'
import { leftOf } from '../missing-lines.ts'
import { presentWaiting } from '../present-waiting.ts'
import { pickupsSettings } from '../settings.ts'
import { idText, waitingSchema } from '../shapes.ts'
import { pickupsNotices } from '../tables.ts'
import { stepsOn } from '../waiting-steps.ts'

const inputSchema = z.strictObject({
  orderId: idText,
  /** `phone`, `sms`, `wechat`, or a word of the studio's own. */
  channel: z.string().trim().min(1).max(40),
  /** What of it is ready; all that is left unless told. */
  lines: z.array(idText).min(1).max(1000).optional(),
  /** Why the customer is told although something is missing. Never personal data. */
  reason: z.string().trim().min(1).max(500).optional(),
  /** The day on which the customer wants to come, where that was said at once; not before the order was placed. */
  agreedOn: z.iso.date().optional(),
  revision: z.int().min(1).optional(),
})

const outputSchema = waitingSchema.extend({ noticeId: z.string() })

export interface NotifyPickup extends z.input<typeof inputSchema> {}
export interface PickupWasNotified extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, NotifyPickup> = inputSchema
const output: z.ZodType<PickupWasNotified> = outputSchema

export const notifyPickup = operation({
  name: 'pickups.notify',
  summary:
    'Records that a customer was told to come, and tells the host’s messages; refuses what is not complete unless a reason is given.',
  kind: 'command',
  input,
  output,
  errors: [OrderUnknown, OrderClosed, OrderChanged, DayBeforeOrder, LineUnknown, NothingToPickUp, PickupIncomplete],
  async run(context, { orderId, channel, lines: wanted, reason, agreedOn, revision }) {
    const { now: at, businessDate, actor, store } = context
    const { order, lines } = await openOrder(context, orderId, { action: 'tell its customer', revision })
    requireDaySince(order, { agreedOn })
    const { number, branch, customerId, currency } = order
    const left = leftOf(lines)
    if (left.length === 0) throw NothingToPickUp.create({ number })
    const unknown = (wanted ?? []).filter((id) => !left.some((line) => line.id === id))
    if (unknown.length > 0) throw LineUnknown.create({ number, lineIds: unknown })
    const lineIds = (wanted === undefined ? left : left.filter(({ id }) => wanted.includes(id))).map(({ id }) => id)
    const missing = (await findMissing(context, { order, lines })).filter(({ blocks, lineId }) => {
      return blocks && (lineId === null || lineIds.includes(lineId))
    })
    if (missing.length > 0 && reason === undefined) {
      const language = context.locale.startsWith('zh') ? 'zh' : 'en'
      throw PickupIncomplete.create({ number, missing: missing.map(({ words }) => words[language]) })
    }
    const row = await holdWaiting(context, orderId)
    const settings = await context.settings(pickupsSettings)
    const notifiedOn = row?.notifiedOn ?? businessDate
    const kind = row === undefined || row.notices === 0 ? 'notified' : 'reminded'
    const notice = store.insert(pickupsNotices, {
      ...{ id: context.newId(), branch, orderId, customerId, kind, channel, lineIds, at, businessDate, actor },
      reason: missing.length > 0 ? (reason ?? null) : null,
    })
    const waiting = await writeWaiting(context, order, row, {
      open: true,
      notifiedOn,
      lastNoticeOn: businessDate,
      notices: (row?.notices ?? 0) + 1,
      ...stepsOn(settings.unclaimedDays, notifiedOn, businessDate),
      ...(agreedOn === undefined ? {} : { agreedOn }),
    })
    const told = { orderId, customerId, noticeId: notice.id, kind, channel, lineIds, agreedOn: waiting.agreedOn }
    context.emit(pickupNotified, told)
    return { ...presentWaiting(waiting, { today: businessDate, settings, currency }), noticeId: notice.id }
  },
})
