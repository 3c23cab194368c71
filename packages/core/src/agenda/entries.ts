/** What stands in a calendar. */
import { z } from 'zod'
import type { Taken } from '../claims/index.ts'
import { type AssignmentRow, type BookingRow, type BookingState, bookingStates } from '../bookings/index.ts'
import type { Instant } from '../values/instant.ts'
import { localTimeAt } from '../values/local-time.ts'
import { type LocalDay, minuteAfter, minuteOf } from './period.ts'
import type { TimeOffRow } from './read-booked.ts'

const clock = z.object({ date: z.string(), time: z.string() })

const spanMembers = {
  from: z.string(),
  to: z.string(),
  /** What the clocks of the branch show then. */
  local: z.object({ from: clock, to: clock }),
}

const bookingMembers = {
  ...spanMembers,
  kind: z.literal('booking'),
  bookingId: z.string(),
  number: z.string(),
  branch: z.string(),
  /** held for a hold. */
  state: z.enum(bookingStates),
  serviceId: z.string(),
  service: z.string(),
  serviceName: z.string(),
  customerId: z.string().nullable(),
  orderId: z.string().nullable(),
  /** Of a session, this booking's. */
  seats: z.int(),
  /** What was agreed; `from` and `to` are those of the parts of it that are shown. */
  startsAt: z.string(),
  endsAt: z.string(),
  busyFrom: z.string(),
  busyTo: z.string(),
  /** A hold ends by itself then. */
  expiresAt: z.string().nullable(),
  /** Everybody and everything that is booked for it. */
  resources: z.array(
    z.object({
      requirement: z.string(),
      resourceId: z.string(),
      resource: z.string(),
      kind: z.string(),
      quantity: z.int(),
      from: z.string(),
      to: z.string(),
      busyFrom: z.string(),
      busyTo: z.string(),
    }),
  ),
}

const resourceMembers = { ...spanMembers, resourceId: z.string(), resource: z.string() }

const timeOffMembers = {
  ...resourceMembers,
  kind: z.literal('timeOff'),
  timeOffId: z.string(),
  /** leave, sick, training or other; null for whoever may not see the time off of others. */
  timeOff: z.string().nullable(),
}

const busyMembers = {
  ...resourceMembers,
  kind: z.literal('busy'),
  /** rental, block or import; or booking or hold, of a branch that is not shown. */
  because: z.string(),
  quantity: z.int(),
}

const dayMembers = {
  /** It takes all of the day. */
  allDay: z.boolean(),
  /** Whether it began before the day, and goes on after it. */
  continues: z.object({ before: z.boolean(), after: z.boolean() }),
}

const booking = z.object(bookingMembers)
const timeOff = z.object(timeOffMembers)
const busy = z.object(busyMembers)
const onDay = z.discriminatedUnion('kind', [
  z.object({ ...bookingMembers, ...dayMembers }),
  z.object({ ...timeOffMembers, ...dayMembers }),
  z.object({ ...busyMembers, ...dayMembers }),
])

export interface BookingEntry extends z.output<typeof booking> {}
export interface TimeOffEntry extends z.output<typeof timeOff> {}
export interface BusyEntry extends z.output<typeof busy> {}
export type Entry = BookingEntry | TimeOffEntry | BusyEntry
/** An entry on a day that it touches. */
export type DayEntry = z.output<typeof onDay>

export const bookingEntrySchema: z.ZodType<BookingEntry> = booking
export const dayEntrySchema: z.ZodType<DayEntry> = onDay

function span(from: Instant, to: Instant, timeZone: string): Pick<Entry, 'from' | 'to' | 'local'> {
  const clockAt = (instant: Instant) => {
    const { date, time } = localTimeAt(instant, timeZone)
    return { date, time }
  }
  return { from, to, local: { from: clockAt(from), to: clockAt(to) } }
}

/**
 * With `isShown`, it goes from the first to the last moment of the parts of these resources, and there is none without such a part; else from the
 * first to the last moment of all parts and of the time that was agreed.
 */
export function bookingEntry(
  row: BookingRow,
  assigned: readonly AssignmentRow[],
  timeZone: string,
  isShown?: (assigned: AssignmentRow) => boolean,
): BookingEntry | undefined {
  const parts = isShown === undefined ? [row, ...assigned] : assigned.filter(isShown)
  const from = parts.map(({ startsAt }) => startsAt).sort()[0]
  const to = parts
    .map(({ endsAt }) => endsAt)
    .sort()
    .at(-1)
  if (from === undefined || to === undefined) return undefined
  return {
    ...span(from, to, timeZone),
    kind: 'booking',
    bookingId: row.id,
    number: row.number,
    branch: row.branch,
    state: row.state as BookingState,
    serviceId: row.serviceId,
    service: row.serviceCode,
    serviceName: row.serviceName,
    customerId: row.customerId,
    orderId: row.orderId,
    seats: row.seats,
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    busyFrom: row.busyFrom,
    busyTo: row.busyTo,
    expiresAt: row.state === 'held' ? row.expiresAt : null,
    resources: assigned.map((one) => ({
      requirement: one.requirement,
      resourceId: one.resourceId,
      resource: one.resourceCode,
      kind: one.resourceKind,
      quantity: one.quantity,
      from: one.startsAt,
      to: one.endsAt,
      busyFrom: one.busyFrom,
      busyTo: one.busyTo,
    })),
  }
}

interface Named {
  readonly id: string
  readonly code: string
}

export const timeOffEntry = (row: TimeOffRow, { id, code }: Named, seesKind: boolean, zone: string): TimeOffEntry => ({
  ...span(row.startsAt, row.endsAt, zone),
  kind: 'timeOff',
  timeOffId: row.id,
  timeOff: seesKind ? row.kind : null,
  resourceId: id,
  resource: code,
})

export const busyEntry = ({ from, to, kind, quantity }: Taken, { id, code }: Named, timeZone: string): BusyEntry => ({
  ...span(from, to, timeZone),
  kind: 'busy',
  because: kind,
  quantity,
  resourceId: id,
  resource: code,
})

const order = (entry: Entry): string => {
  const who = entry.kind === 'booking' ? entry.bookingId : entry.resource
  return `${entry.from} ${entry.to} ${entry.kind} ${who}`
}

/** In the order of their beginnings. */
export function sorted(entries: readonly Entry[]): Entry[] {
  return entries
    .map((entry) => ({ entry, key: order(entry) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ entry }) => entry)
}

/** What touches a day; a moment without length touches the day in which it lies. */
export function entriesOn(day: LocalDay, entries: readonly Entry[]): DayEntry[] {
  return entries.flatMap((entry): DayEntry[] => {
    const from = minuteOf(entry.from)
    const to = Math.max(minuteAfter(entry.to), from + 1)
    if (from >= day.to || to <= day.from) return []
    const continues = { before: from < day.from, after: to > day.to }
    return [{ ...entry, allDay: from <= day.from && to >= day.to, continues }]
  })
}
