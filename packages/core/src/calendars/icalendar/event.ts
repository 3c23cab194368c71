/** An event as a calendar feed tells it to others. */
import type { CalendarDate } from '../../values/calendar-date.ts'
import type { Instant } from '../../values/instant.ts'

export type EventTime =
  /** By the clocks of a zone, with a VTIMEZONE that defines it. */
  | { readonly kind: 'zoned'; readonly from: Instant; readonly to: Instant; readonly timeZone: string }
  | { readonly kind: 'utc'; readonly from: Instant; readonly to: Instant }
  /** Whole days, wherever the reader is; `until` is the day after the last. */
  | { readonly kind: 'days'; readonly from: CalendarDate; readonly until: CalendarDate }

export interface EventPerson {
  readonly email: string
  readonly name?: string
}

export interface EventAttendee extends EventPerson {
  readonly answer?: 'needs-action' | 'accepted' | 'declined' | 'tentative'
}

export interface CalendarEvent {
  /** Written as it is. Keep it for ever: by it a reader knows the event again. */
  readonly uid: string
  /** Rises with every change. */
  readonly sequence: number
  /** When the event was last changed. DTSTAMP of a feed is this too, so that an unchanged feed stays the same to the octet. */
  readonly lastModified: Instant
  readonly time: EventTime
  readonly summary: string
  /** Default confirmed. */
  readonly status?: 'tentative' | 'confirmed' | 'cancelled'
  /** Whether it takes the time of its reader; default true. */
  readonly busy?: boolean
  readonly description?: string
  readonly location?: string
  readonly categories?: readonly string[]
  readonly url?: string
  /** Degrees, north and east. */
  readonly geo?: { readonly latitude: number; readonly longitude: number }
  readonly organizer?: EventPerson
  readonly attendees?: readonly EventAttendee[]
  readonly alarms?: readonly { readonly minutesBefore: number; readonly text?: string }[]
}
