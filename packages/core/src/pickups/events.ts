/** What happens to what waits to be picked up. Events carry ids, dates and amounts; a host's messages read the rest. */
import { z } from 'zod'
import { defineEvent, type EventKind } from '../engine/event.ts'

const ofOrder = { orderId: z.string(), customerId: z.string() }

export interface PickupNotified {
  orderId: string
  customerId: string
  noticeId: string
  /** `notified` the first time, `reminded` afterwards. */
  kind: string
  channel: string
  lineIds: string[]
  agreedOn: string | null
}

export const pickupNotified: EventKind<'pickups.notified', PickupNotified> = defineEvent({
  name: 'pickups.notified',
  version: 1,
  schema: z.strictObject({
    ...ofOrder,
    noticeId: z.string(),
    kind: z.string(),
    channel: z.string(),
    lineIds: z.array(z.string()),
    agreedOn: z.string().nullable(),
  }),
})

export interface PickupUnclaimed {
  orderId: string
  customerId: string
  notifiedOn: string
  /** The step of the studio's that was reached, and its days. */
  step: number
  days: number
}

/** Once an order and step, for reminders and calls. */
export const pickupUnclaimed: EventKind<'pickups.unclaimed', PickupUnclaimed> = defineEvent({
  name: 'pickups.unclaimed',
  version: 1,
  schema: z.strictObject({ ...ofOrder, notifiedOn: z.string(), step: z.int(), days: z.int() }),
})

export interface PickupStored {
  orderId: string
  customerId: string
  /** Null where it was taken off the shelf. */
  place: string | null
}

export const pickupStored: EventKind<'pickups.stored', PickupStored> = defineEvent({
  name: 'pickups.stored',
  version: 1,
  schema: z.strictObject({ ...ofOrder, place: z.string().nullable() }),
})
