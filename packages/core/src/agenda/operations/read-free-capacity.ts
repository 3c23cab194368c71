/** How much is still free. */
import { z } from 'zod'
import { bookableWindow } from '../../bookings/on-time.ts'
import { type OpenSession, readSessionsOf } from '../../bookings/open-sessions.ts'
import { travelBy } from '../../bookings/places.ts'
import { readKnown } from '../../bookings/known-of-stock.ts'
import { type Pool, poolsOf } from '../../bookings/pools.ts'
import { readStanding } from '../../bookings/stock-in-pools.ts'
import { roomLeft } from '../../bookings/room-left.ts'
import { type MinuteWindow, searchTimes } from '../../bookings/search-times.ts'
import type { Service } from '../../bookings/services.ts'
import { serviceResource } from '../../bookings/take-slot.ts'
import { weekAround } from '../../bookings/week-around.ts'
import { type BookingsSettings, bookingsSettings, ServiceUnknown } from '../../bookings/index.ts'
import { readTaken } from '../../claims/index.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { BranchUnknown } from '../../engine/studio.ts'
import {
  type BookResource,
  HolidaysUnknown,
  resourceBook,
  ResourceUnknown,
  workingTime,
} from '../../resources/index.ts'
import { addDays } from '../../values/calendar-date.ts'
import { localTimeAt } from '../../values/local-time.ts'
import { AgendaPeriodInvalid } from '../errors.ts'
import { hoursOf, instantOfMinute, type LocalDay, minuteAfter, type Period, periodOf } from '../period.ts'
import { type FreeByTime, freeByTime, type PeriodFree, periodFreeMembers, presentFree } from '../present-free.ts'
import { branchAsked, dateText, idText, resourcesAsked, whoseMembers } from '../resources-asked.ts'
import { servicesAsked } from '../services-asked.ts'
import { marginDays, takenByName, weeksKnown } from '../weeks-known.ts'

const schema = z.strictObject({
  /** Local days of the branch, both included; at most 62. */
  from: dateText,
  to: dateText,
  /** Codes or ids; all that the branch offers unless told, none where it is empty. */
  services: z.array(idText).max(100).optional(),
  /** Whose minutes are told. Services look at all that they may use. */
  ...whoseMembers,
  /** Minutes by the hour as well. */
  hours: z.boolean().default(false),
})

export interface ReadFreeCapacity extends z.input<typeof schema> {}

export interface ServiceStart {
  startsAt: string
  /** By the clocks of the branch. */
  time: string
}

export interface ServiceDay {
  date: string
  /** When a booking for one party may begin, as `bookings.slots` tells it. */
  starts: ServiceStart[]
  /** How many more of the service can be booked one after the other, each at the earliest time that is left; seats, where it is shared. Of this day alone: other days stay as they are. */
  bookings: number
  /** There may be more than these. */
  orMore: boolean
}

export interface ServiceFree {
  serviceId: string
  service: string
  name: string
  days: ServiceDay[]
}

/** All that would do for a requirement of a service, wherever it is. */
export interface PoolFree extends PeriodFree {
  service: string
  requirement: string
  /** How many they are. */
  resources: number
}

export interface ResourceFree extends PeriodFree {
  resourceId: string
  resource: string
  kind: string
  skills: string[]
}

export interface KindFree extends PeriodFree {
  kind: string
}

export interface SkillFree extends PeriodFree {
  skill: string
}

export interface FreeCapacity {
  branch: string
  timeZone: string
  from: string
  to: string
  /** In the order of their codes. */
  services: ServiceFree[]
  pools: PoolFree[]
  /** In the order of their codes. */
  resources: ResourceFree[]
  kinds: KindFree[]
  /** A resource with two skills counts in both. */
  skills: SkillFree[]
}

const start = z.object({ startsAt: z.string(), time: z.string() })
const serviceDay = z.object({ date: z.string(), starts: z.array(start), bookings: z.int(), orMore: z.boolean() })

const input: z.ZodType<z.output<typeof schema>, ReadFreeCapacity> = schema
const output: z.ZodType<FreeCapacity> = z.object({
  branch: z.string(),
  timeZone: z.string(),
  from: z.string(),
  to: z.string(),
  services: z.array(
    z.object({ serviceId: z.string(), service: z.string(), name: z.string(), days: z.array(serviceDay) }),
  ),
  pools: z.array(z.object({ ...periodFreeMembers, service: z.string(), requirement: z.string(), resources: z.int() })),
  resources: z.array(
    z.object({
      ...periodFreeMembers,
      resourceId: z.string(),
      resource: z.string(),
      kind: z.string(),
      skills: z.array(z.string()),
    }),
  ),
  kinds: z.array(z.object({ ...periodFreeMembers, kind: z.string() })),
  skills: z.array(z.object({ ...periodFreeMembers, skill: z.string() })),
})

const errors = [AgendaPeriodInvalid, BranchUnknown, ResourceUnknown, ServiceUnknown, HolidaysUnknown] as const

const mostDays = 62
const mostServiceDays = 124
const mostCells = 50_000
const marginMinutes = marginDays * 1440

/**
 * Exact as of now, by the search that `bookings.slots` asks. Statements while the book of resources is known: three; one more where a service is
 * shared.
 */
export const freeCapacity: Operation<'query', ReadFreeCapacity, FreeCapacity, (typeof errors)[number]> = operation({
  name: 'agenda.freeCapacity',
  summary:
    'What is still free: how many more of each service fit into each day, and minutes by resource, pool, kind and skill.',
  kind: 'query',
  input,
  output,
  errors,
  async run(context, { from: first, to: last, services: asked, hours: byHour, ...whose }) {
    const { store, now } = context
    const { branch, timeZone } = branchAsked(context, 'agenda.freeCapacity', whose.branch)
    const period = periodOf({ from: first, to: last, most: mostDays }, timeZone, now)
    const book = await resourceBook(context, { from: addDays(first, -marginDays - 7) })
    const of = resourcesAsked(context, 'agenda.freeCapacity', book, branch, whose)
    const offered = asked?.length === 0 ? [] : await servicesAsked(context, branch, asked)
    const requirements = offered.flatMap(({ definition }) => definition.requirements)
    const { known: resources, stock } = await readKnown(context, book, branch, requirements, { also: of })
    const pools = new Map(
      offered.map((service) => [
        service.row.id,
        poolsOf(resources, branch, service.definition.requirements, { wanted: {}, strict: true }),
      ]),
    )
    const cells = { days: period.days, hours: byHour ? hoursOf(period) : [], now: minuteAfter(now) }
    requireBounded(period, cells, offered, of.length + [...pools.values()].flat().length)

    const needed = [...new Set([...of, ...[...pools.values()].flat().flatMap(({ members }) => members)])]
    const limited = offered.filter(({ definition }) => definition.dailyLimit ?? definition.weeklyLimit)
    const longest = Math.max(0, ...offered.map(({ definition }) => definition.duration))
    const window = { from: period.from - marginMinutes, to: period.to + marginMinutes + longest }
    const names = [...needed.map((one) => one.claimName), ...limited.map(({ row }) => serviceResource(branch, row.id))]
    const asWindow = { from: instantOfMinute(window.from), to: instantOfMinute(window.to) }
    const taken = takenByName(await readTaken(store, names, asWindow, now))
    const standing = await readStanding(context, stock, needed)
    const shared = offered.filter(({ definition }) => definition.seats > 1)
    const sessions = shared.length === 0 ? new Map() : await readSessionsOf(context, shared, period, branch)

    const memory = new Map<string, FreeByTime>()
    const timesOf = (resource: BookResource): FreeByTime => {
      const kept = memory.get(resource.id)
      if (kept !== undefined) return kept
      const own = searchTimes(book, resource, taken.get(resource.claimName) ?? [], period, standing.get(resource.id))
      const planned = workingTime(book, resource, period.from, period.to)
      const times = freeByTime(cells, { planned, open: own.open, usage: own.usage, capacity: own.capacity })
      memory.set(resource.id, times)
      return times
    }
    const together = (members: readonly BookResource[]): PeriodFree => presentFree(cells, members.map(timesOf))

    const settings = await context.settings<BookingsSettings>(bookingsSettings)
    const travel = travelBy(settings)
    const weeks = weeksKnown({ book, resources, stock: standing }, taken)
    const dayOf = (service: Service, day: LocalDay): ServiceDay => {
      const { definition, row } = service
      const bookable = bookableWindow(context, definition)
      const span = { from: Math.max(day.from, bookable.from), to: Math.min(day.to, bookable.to) }
      const known = weeks(weekOf(service, day, timeZone))
      const own = pools.get(row.id) ?? []
      const { starts, more, cut } = roomLeft(known, { service, branch, timeZone, pools: own, window: span, travel })
      const open = ((sessions.get(row.id) ?? []) as readonly OpenSession[]).filter(
        ({ start, left, isOnGrid }) => left > 0 && isOnGrid && span.from <= start && start < span.to,
      )
      const all = [...new Set([...starts, ...open.map((one) => one.start)])].sort((a, b) => a - b)
      return {
        date: day.date,
        starts: all.map((minute) => {
          const startsAt = instantOfMinute(minute)
          return { startsAt, time: localTimeAt(startsAt, timeZone).time }
        }),
        bookings: open.reduce((sum, { left }) => sum + left, more * definition.seats),
        orMore: cut,
      }
    }

    const kinds = [...new Set(of.map(({ kind }) => kind))].sort()
    const skills = [...new Set(of.flatMap((one) => one.skills.map(({ skill }) => skill)))].sort()
    return {
      branch,
      timeZone,
      from: period.first,
      to: period.last,
      services: offered.map((service) => ({
        serviceId: service.row.id,
        service: service.row.code,
        name: service.row.name,
        days: period.days.map((day) => dayOf(service, day)),
      })),
      pools: offered.flatMap(({ row }) =>
        (pools.get(row.id) ?? []).map(({ requirement, members }: Pool) => ({
          service: row.code,
          requirement: requirement.name,
          resources: members.length,
          ...together(members),
        })),
      ),
      resources: of.map((resource) => ({
        resourceId: resource.id,
        resource: resource.code,
        kind: resource.kind,
        skills: resource.skills.map(({ skill }) => skill),
        ...together([resource]),
      })),
      kinds: kinds.map((kind) => ({ kind, ...together(of.filter((one) => one.kind === kind)) })),
      skills: skills.map((skill) => ({
        skill,
        ...together(of.filter((one) => one.skills.some((has) => has.skill === skill))),
      })),
    }
  },
})

/** @throws AGENDA_PERIOD_INVALID */
function requireBounded(
  { days, last }: Period,
  cells: { readonly hours: readonly unknown[] },
  services: readonly Service[],
  rows: number,
): void {
  if (services.length * days.length > mostServiceDays) {
    const rule = `leave at most ${mostServiceDays} days of services to be told (there are ${services.length} services)`
    throw AgendaPeriodInvalid.create({ field: 'to', rule, value: last })
  }
  if (rows * (days.length + cells.hours.length) > mostCells) {
    const rule = `leave at most ${mostCells} days and hours to be told (there are ${rows} resources and pools)`
    throw AgendaPeriodInvalid.create({ field: 'to', rule, value: last })
  }
}

/** The week by which whoever books the service on that day is chosen. */
const weekOf = ({ definition }: Service, { from, to }: LocalDay, timeZone: string): MinuteWindow => {
  const [startsAt, endsAt] = [instantOfMinute(from), instantOfMinute(to + definition.duration)]
  return weekAround({ startsAt, endsAt, timeZone }, definition.requirements)
}
