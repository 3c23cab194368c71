/** What a feed tells of a booking, and since when. Pure. */
import { standingState } from '../bookings/index.ts'
import { laterOf } from '../claims/index.ts'
import { millisPerDay } from '../values/civil-day.ts'
import { type Instant, instantFromMillis, millisOf } from '../values/instant.ts'
import type { CalendarEvent } from './icalendar/index.ts'

/** Bookings are told that ended at most so many days ago, and begin in at most so many. */
const feedDays = { back: 90, ahead: 400 }
/** What does not take place is told as cancelled for so many days, that readers take it away. */
const cancelledDays = 30
/** How long ago a booking may have left a feed by its age for the feed to be dated by that. */
const rememberedDays = 30

interface BookingToTell {
  readonly id: string
  readonly number: string
  readonly serviceName: string
  readonly state: string
  readonly changes: number
  readonly changedAt: Instant
  readonly endedAt: Instant | null
  readonly expiresAt: Instant | null
  readonly timeZone: string
  /** Of the booking, or of the part for which a resource is needed. */
  readonly startsAt: Instant
  readonly endsAt: Instant
}

const daysFrom = (instant: Instant, days: number): Instant => instantFromMillis(millisOf(instant) + days * millisPerDay)

/** The time of which bookings are read: what left the feed lately is read too. */
export const timeToRead = (now: Instant): { readonly from: Instant; readonly to: Instant } => ({
  from: daysFrom(now, -feedDays.back - rememberedDays),
  to: daysFrom(now, feedDays.ahead),
})

interface Told {
  /** Null where it is no longer told. */
  readonly event: CalendarEvent | null
  /** When that became so. */
  readonly since: Instant
}

/** The event of a booking as of `now`. It is the same for every `now` between two changes of it. */
export function toldOf(
  booking: BookingToTell,
  { now, customer, location }: { readonly now: Instant; readonly customer: string | null; readonly location: string },
): Told {
  const { startsAt, endsAt, expiresAt } = booking
  const state = standingState(booking, now)
  // A job notes later that a hold is over; who reads is told at once.
  const overSince = state === booking.state ? null : expiresAt
  const lastModified = overSince === null ? booking.changedAt : laterOf(overSince, booking.changedAt)
  const isOff = state === 'cancelled' || state === 'noShow' || state === 'expired'
  const cancelledAt = isOff ? (overSince ?? booking.endedAt ?? booking.changedAt) : null
  const ends = [daysFrom(endsAt, feedDays.back)]
  if (cancelledAt !== null) ends.push(daysFrom(cancelledAt, cancelledDays))
  const [leaves = now] = ends.sort()
  if (leaves <= now) return { event: null, since: leaves }
  const enters = daysFrom(startsAt, -feedDays.ahead)
  const name = customer === null ? '' : ` · ${customer}`
  const status = cancelledAt !== null ? 'cancelled' : state === 'held' ? 'tentative' : 'confirmed'
  return {
    since: laterOf(enters, lastModified),
    event: {
      uid: `${booking.id}@calotype`,
      sequence: booking.changes,
      lastModified,
      time: { kind: 'zoned', from: startsAt, to: endsAt, timeZone: booking.timeZone },
      summary: `${booking.serviceName} ${booking.number}${name}`,
      status,
      busy: status !== 'cancelled',
      ...(location === '' ? {} : { location }),
    },
  }
}
