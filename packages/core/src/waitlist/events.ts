/** What happens on the waitlist. Events carry ids, times and words, never a name or a note. */
import { z } from 'zod'
import { defineEvent } from '../engine/event.ts'

const text = z.string()
const entry = { entryId: text, customerId: text, serviceId: text }
const offer = { ...entry, offerId: text, bookingId: text, startsAt: text }

export const waitlistJoined = defineEvent({ name: 'waitlist.joined', version: 1, schema: z.object(entry) })

/** Another wish, another place in the order, or somebody who no longer rests. */
export const waitlistChanged = defineEvent({ name: 'waitlist.changed', version: 1, schema: z.object(entry) })

/** A time is held for the customer until `expiresAt`. */
export const waitlistOffered = defineEvent({
  name: 'waitlist.offered',
  version: 1,
  schema: z.object({ ...offer, expiresAt: text }),
})

/** What was offered is booked. */
export const waitlistAccepted = defineEvent({ name: 'waitlist.accepted', version: 1, schema: z.object(offer) })

/** `leaves`: whether the customer waits no more. */
export const waitlistDeclined = defineEvent({
  name: 'waitlist.declined',
  version: 1,
  schema: z.object({ ...offer, leaves: z.boolean() }),
})

/** An offer that nobody answered went by (`unanswered`), or its hold was cancelled otherwise (`withdrawn`). `rests`: nothing more is offered by itself. */
export const waitlistPassed = defineEvent({
  name: 'waitlist.passed',
  version: 1,
  schema: z.object({ ...offer, how: z.enum(['unanswered', 'withdrawn']), unanswered: z.int(), rests: z.boolean() }),
})

export const waitlistLeft = defineEvent({
  name: 'waitlist.left',
  version: 1,
  schema: z.object({ ...entry, offerId: text.nullable() }),
})

/** Its wish lies in the past, or it stood no longer. */
export const waitlistExpired = defineEvent({ name: 'waitlist.expired', version: 1, schema: z.object(entry) })

export const waitlistEventKinds = [
  waitlistJoined,
  waitlistChanged,
  waitlistOffered,
  waitlistAccepted,
  waitlistDeclined,
  waitlistPassed,
  waitlistLeft,
  waitlistExpired,
] as const
