/** What happens with services and bookings. Events carry ids, times and words, never a name or a note. */
import { z } from 'zod'
import { defineEvent, type EventKind } from '../engine/event.ts'

const text = z.string()

export interface BookingChanged {
  bookingId: string
  /** held, booked, confirmed, moved, reassigned, swapped, checkedIn, completed, cancelled, noShow, expired, zoneMoved, linked, changed, saidYes, saidNo, wantsOther or rebooked. */
  kind: string
  state: string
  /** The state before; null for what is new. */
  before: string | null
  serviceId: string
  customerId: string | null
  orderId: string | null
  startsAt: string
  endsAt: string
  /** The start before it was moved. */
  movedFrom: string | null
  resourceIds: string[]
  /** How often the booking was changed: whoever looks it up sees whether it was changed again since. */
  changes: number
}

/** Something happened with a booking. */
export const bookingChanged: EventKind<'bookings.changed', BookingChanged> = defineEvent({
  name: 'bookings.changed',
  version: 1,
  schema: z.strictObject({
    bookingId: text,
    kind: text,
    state: text,
    before: text.nullable(),
    serviceId: text,
    customerId: text.nullable(),
    orderId: text.nullable(),
    startsAt: text,
    endsAt: text,
    movedFrom: text.nullable(),
    resourceIds: z.array(text),
    changes: z.int(),
  }),
})

export interface ServiceSaved {
  serviceId: string
  code: string
  isOffered: boolean
}

export const serviceSaved: EventKind<'bookings.serviceSaved', ServiceSaved> = defineEvent({
  name: 'bookings.serviceSaved',
  version: 1,
  schema: z.strictObject({ serviceId: text, code: text, isOffered: z.boolean() }),
})

export interface InstantsMoved {
  /** The edition of the time zone data by which they were judged. */
  edition: string
  items: {
    /** booking or timeOff. */
    kind: string
    id: string
    /** As it is kept. */
    startsAt: string
    /** When the agreed local time is; null where the clocks jump over it. */
    fallsAt: string | null
  }[]
}

/** What was agreed by local time falls on another instant, since the rules of a time zone changed. Nothing was moved: somebody decides. */
export const instantsMoved: EventKind<'bookings.instantsMoved', InstantsMoved> = defineEvent({
  name: 'bookings.instantsMoved',
  version: 1,
  schema: z.strictObject({
    edition: text,
    items: z.array(z.strictObject({ kind: text, id: text, startsAt: text, fallsAt: text.nullable() })),
  }),
})

export const bookingEvents = [bookingChanged, serviceSaved, instantsMoved] as const
