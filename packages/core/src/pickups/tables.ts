/** Where finished work waits for its customer, and who was told of it. */
import { bool, date, id, instant, int, json, nullable, personal, text } from '../storage/column.ts'
import { defineTable, type RowOf } from '../storage/table.ts'

/** One row an order that was ready, told of, or laid on a shelf: how it waits. */
export const pickupsWaiting = defineTable({
  name: 'pickups_waiting',
  columns: {
    orderId: id(),
    branch: id(),
    customerId: id(),
    /** Whether something of it is still to be handed over. */
    open: bool(),
    /** Since when all that is left of it may be handed over; null where something is missing. */
    readyOn: nullable(date()),
    /** When the customer was first and last told. */
    notifiedOn: nullable(date()),
    lastNoticeOn: nullable(date()),
    notices: int(),
    /** The day on which the customer wants to come. */
    agreedOn: nullable(date()),
    /** What the customer answered. */
    answer: personal(nullable(text(500))),
    /** Where it lies: a shelf and a bin, in words of the studio's own. */
    place: nullable(text(80)),
    /** In how many parcels. */
    parcels: nullable(int()),
    storedAt: nullable(instant()),
    storedBy: nullable(text(200)),
    /** How many of the studio's steps of waiting were told, and when the next one is. */
    steps: int(),
    nextStepOn: nullable(date()),
  },
  key: ['orderId'],
  indexes: [
    { name: 'byReady', columns: ['branch', 'open', 'readyOn', 'orderId'] },
    { name: 'byNotified', columns: ['branch', 'open', 'notifiedOn', 'orderId'] },
    { name: 'byAgreed', columns: ['branch', 'open', 'agreedOn', 'orderId'] },
    { name: 'byPlace', columns: ['branch', 'place', 'orderId'] },
    { name: 'byStep', columns: ['open', 'nextStepOn', 'orderId'] },
  ],
  branch: 'branch',
  subject: { kind: 'customer', column: 'customerId' },
})

/** Who was told that what is ready, when, and by which way. */
export const pickupsNotices = defineTable({
  name: 'pickups_notices',
  columns: {
    id: id(),
    branch: id(),
    orderId: id(),
    customerId: id(),
    /** `notified` the first time, `reminded` afterwards. */
    kind: text(10),
    /** `phone`, `sms`, `wechat`, or a word of the studio's own. */
    channel: text(40),
    /** Ids of the lines that were ready. */
    lineIds: json(),
    /** Why somebody was told although something was missing. Never personal data. */
    reason: nullable(text(500)),
    at: instant(),
    businessDate: date(),
    actor: text(200),
  },
  indexes: [
    { name: 'order', columns: ['orderId', 'id'] },
    { name: 'day', columns: ['branch', 'businessDate'] },
  ],
  appendOnly: true,
  branch: 'branch',
  subject: { kind: 'customer', column: 'customerId' },
})

export type WaitingRow = RowOf<typeof pickupsWaiting>
