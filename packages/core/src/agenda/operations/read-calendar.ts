/** What is on when, day by day. */
import { z } from 'zod'
import { type AssignedTo, bookingStates, whoseOf } from '../../bookings/index.ts'
import { readTaken } from '../../claims/index.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { BranchUnknown } from '../../engine/studio.ts'
import { resourceBook, ResourceUnknown } from '../../resources/index.ts'
import { bookingEntry, busyEntry, type DayEntry, dayEntrySchema, entriesOn, sorted, timeOffEntry } from '../entries.ts'
import { AgendaPeriodInvalid } from '../errors.ts'
import { instantOfMinute, periodOf, views } from '../period.ts'
import { readBooked, readBookings, readTimeOff, standingStates } from '../read-booked.ts'
import { branchAsked, dateText, idText, resourcesAsked, whoseMembers } from '../resources-asked.ts'

const schema = z.strictObject({
  /** A day unless told; weeks are those of ISO 8601. */
  view: z.enum(views).optional(),
  /** A local day in the view; today unless told. */
  date: dateText.optional(),
  /** In place of a view: local days of the branch, both included; at most 366. */
  from: dateText.optional(),
  to: dateText.optional(),
  ...whoseMembers,
  /** Bookings of this customer; then without time off and what else makes resources busy. */
  customerId: idText.optional(),
  /** Held, confirmed, checked in and completed unless told. Holds whose time is over are expired. */
  states: z.array(z.enum(bookingStates)).min(1).max(bookingStates.length).optional(),
})

export interface ReadCalendar extends z.input<typeof schema> {}

export interface CalendarDay {
  date: string
  /** When it begins and ends: 23, 24 or 25 hours. */
  from: string
  to: string
  entries: DayEntry[]
}

export interface AgendaCalendar {
  branch: string
  timeZone: string
  from: string
  to: string
  /** Without dates that the zone skipped. */
  days: CalendarDay[]
}

const input: z.ZodType<z.output<typeof schema>, ReadCalendar> = schema
const output: z.ZodType<AgendaCalendar> = z.object({
  branch: z.string(),
  timeZone: z.string(),
  from: z.string(),
  to: z.string(),
  days: z.array(z.object({ date: z.string(), from: z.string(), to: z.string(), entries: z.array(dayEntrySchema) })),
})

const errors = [AgendaPeriodInvalid, BranchUnknown, ResourceUnknown] as const

/**
 * All of it, on every day that it touches. Statements while the book of resources is known: five; for a customer three; one less where nothing
 * is booked.
 */
export const calendar: Operation<'query', ReadCalendar, AgendaCalendar, (typeof errors)[number]> = operation({
  name: 'agenda.calendar',
  summary:
    'Bookings, holds, time off and busy times by local day: of a branch, of resources, a kind, a skill or a customer.',
  kind: 'query',
  input,
  output,
  errors,
  async run(context, { view, date, from, to, customerId, states = standingStates, ...asked }) {
    const { store, now } = context
    const { branch, timeZone } = branchAsked(context, 'agenda.calendar', asked.branch)
    const period = periodOf({ view, date, from, to }, timeZone, now)
    const window = { from: instantOfMinute(period.from), to: instantOfMinute(period.to) }
    const book = await resourceBook(context)
    const of = resourcesAsked(context, 'agenda.calendar', book, branch, asked)
    const isOfAll = asked.resourceIds === undefined && asked.kind === undefined && asked.skill === undefined
    const whose = whoseOf(of)
    const isShown = isOfAll ? undefined : (assigned: AssignedTo): boolean => whose(assigned) !== undefined

    // What stands is read in any case: it is not told as busy once more.
    const known = await readBookings(context, window, [...new Set([...states, ...standingStates])], {
      ...(isOfAll ? { branch } : {}),
      ...(customerId === undefined ? {} : { customerId }),
    })
    const bookings = known.filter(({ state }) => states.some((one) => one === state))
    const booked = await readBooked(store, bookings)
    const entries = bookings.flatMap((row) => bookingEntry(row, booked.get(row.id) ?? [], timeZone, isShown) ?? [])
    const others = []
    if (customerId === undefined) {
      const told = new Set(known.flatMap(({ id, sessionId }) => [id, sessionId]))
      const byName = new Map(of.map((one) => [one.claimName, one]))
      for (const row of await readTimeOff(store, [...of.map(({ id }) => id)], window)) {
        const resource = book.byId.get(row.resourceId)
        if (resource === undefined) continue
        const isOwn = resource.personId === context.actor
        const seesKind = isOwn || context.may('resources.timeOffOfOthers', resource.branch)
        others.push(timeOffEntry(row, resource, seesKind, timeZone))
      }
      for (const taken of await readTaken(store, [...byName.keys()], window, now)) {
        const resource = byName.get(taken.resource)
        if (resource === undefined || taken.kind === 'timeOff' || told.has(taken.reference)) continue
        others.push(busyEntry(taken, resource, timeZone))
      }
    }
    const all = sorted([...entries, ...others])
    return {
      branch,
      timeZone,
      from: period.first,
      to: period.last,
      days: period.days.map((day) => ({
        date: day.date,
        from: instantOfMinute(day.from),
        to: instantOfMinute(day.to),
        entries: entriesOn(day, all),
      })),
    }
  },
})
