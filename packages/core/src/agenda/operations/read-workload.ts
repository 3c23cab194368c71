/** How much everybody has to do. */
import { z } from 'zod'
import { assignedTo, bookingsAssignments, whoseOf } from '../../bookings/index.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { BranchUnknown } from '../../engine/studio.ts'
import {
  type BookResource,
  HolidaysUnknown,
  resourceBook,
  resources,
  ResourceUnknown,
  workingTime,
} from '../../resources/index.ts'
import { AgendaPeriodInvalid } from '../errors.ts'
import { hoursOf, instantOfMinute, minuteAfter, minuteOf, periodOf } from '../period.ts'
import { type Load, loadMembers, presentTally } from '../present-tally.ts'
import { readBookings, readTimeOff, standingStates } from '../read-booked.ts'
import { branchAsked, dateText, resourcesAsked, whoseMembers } from '../resources-asked.ts'
import { addTally, type Cell, emptyTally, type Phase, type Tally, tallies } from '../tally.ts'

const schema = z.strictObject({
  /** Local days of the branch, both included; at most 366. */
  from: dateText,
  to: dateText,
  ...whoseMembers,
  /** By the hour as well. */
  hours: z.boolean().default(false),
})

export interface ReadWorkload extends z.input<typeof schema> {}

export interface DayLoad extends Load {
  date: string
}

export interface HourLoad extends DayLoad {
  /** What the clocks show when it begins; an hour that they show twice is two. */
  hour: string
  from: string
}

export interface PeriodLoad extends Load {
  days: DayLoad[]
  /** Empty unless asked for. */
  hours: HourLoad[]
}

export interface ResourceLoad extends PeriodLoad {
  resourceId: string
  resource: string
  kind: string
  skills: string[]
}

export interface KindLoad extends PeriodLoad {
  kind: string
}

export interface SkillLoad extends PeriodLoad {
  skill: string
}

export interface Workload {
  branch: string
  timeZone: string
  from: string
  to: string
  /** In the order of their codes. */
  resources: ResourceLoad[]
  kinds: KindLoad[]
  /** A resource with two skills counts in both. */
  skills: SkillLoad[]
  total: PeriodLoad
}

const dayMembers = { ...loadMembers, date: z.string() }
const periodMembers = {
  ...loadMembers,
  days: z.array(z.object(dayMembers)),
  hours: z.array(z.object({ ...dayMembers, hour: z.string(), from: z.string() })),
}

const input: z.ZodType<z.output<typeof schema>, ReadWorkload> = schema
const output: z.ZodType<Workload> = z.object({
  branch: z.string(),
  timeZone: z.string(),
  from: z.string(),
  to: z.string(),
  resources: z.array(
    z.object({
      ...periodMembers,
      resourceId: z.string(),
      resource: z.string(),
      kind: z.string(),
      skills: z.array(z.string()),
    }),
  ),
  kinds: z.array(z.object({ ...periodMembers, kind: z.string() })),
  skills: z.array(z.object({ ...periodMembers, skill: z.string() })),
  total: z.object(periodMembers),
})

const errors = [AgendaPeriodInvalid, BranchUnknown, ResourceUnknown, HolidaysUnknown] as const

const mostCells = 50_000

interface Group {
  readonly days: readonly Tally[]
  readonly hours: readonly Tally[]
}

/** Five statements while the book of resources is known. */
export const workload: Operation<'query', ReadWorkload, Workload, (typeof errors)[number]> = operation({
  name: 'agenda.workload',
  summary: 'How much resources, kinds and skills work, are booked and cost, by local day and hour.',
  kind: 'query',
  input,
  output,
  errors,
  async run(context, { from: first, to: last, hours: byHour, ...whose }) {
    const { store, now, studio } = context
    const { branch, timeZone } = branchAsked(context, 'agenda.workload', whose.branch)
    const period = periodOf({ from: first, to: last }, timeZone, now)
    const book = await resourceBook(context, { from: first })
    const of = resourcesAsked(context, 'agenda.workload', book, branch, whose)
    const { days } = period
    const hours = byHour ? hoursOf(period) : []
    if (of.length * (days.length + hours.length) > mostCells) {
      const rule = `leave at most ${mostCells} days and hours of resources to be told (there are ${of.length} resources)`
      throw AgendaPeriodInvalid.create({ field: 'to', rule, value: last })
    }
    const window = { from: instantOfMinute(period.from), to: instantOfMinute(period.to) }
    const ids = of.map(({ id }) => id)
    const standing = new Set((await readBookings(context, window, standingStates)).map(({ id }) => id))
    const assigned = await store.find(bookingsAssignments, {
      where: { ...assignedTo(of), busyTo: { gt: window.from }, busyFrom: { lt: window.to } },
      orderBy: ['bookingId', 'place'],
      limit: 'all',
    })
    const away = byResource(await readTimeOff(store, ids, window), ({ resourceId }) => resourceId)
    const costs = await store.find(resources, { where: { id: { in: ids } }, orderBy: ['id'], limit: 'all' })
    const costOf = new Map(costs.map(({ id, costPerHour }) => [id, costPerHour ?? 0n]))
    const booked = byResource(
      assigned.filter(({ bookingId }) => standing.has(bookingId)),
      whoseOf(of),
    )

    const groupOf = (resource: BookResource): Group => {
      const times = {
        planned: workingTime(book, resource, period.from, period.to),
        timeOff: (away.get(resource.id) ?? []).map(({ startsAt, endsAt }): Cell => spanOf(startsAt, endsAt)),
        phases: (booked.get(resource.id) ?? []).map(({ bookingId, startsAt, endsAt, busyFrom, busyTo }): Phase => {
          const busy = spanOf(busyFrom, busyTo)
          return { bookingId, ...spanOf(startsAt, endsAt), busyFrom: busy.from, busyTo: busy.to }
        }),
      }
      const cost = costOf.get(resource.id) ?? 0n
      return { days: tallies(days, times, cost), hours: tallies(hours, times, cost) }
    }
    const present = (group: Group, currency: string | null): PeriodLoad => ({
      ...presentTally(sumOf(group.days), currency),
      days: days.map(({ date }, at) => ({ date, ...presentTally(group.days[at] ?? emptyTally(), currency) })),
      hours: hours.map(({ date, hour, from }, at) => ({
        date,
        hour,
        from: instantOfMinute(from),
        ...presentTally(group.hours[at] ?? emptyTally(), currency),
      })),
    })

    const all = of.map((resource) => ({ resource, group: groupOf(resource) }))
    const currencyFor = (members: readonly { resource: BookResource }[]): string | null =>
      members.every(({ resource }) => context.may('resources.readCosts', resource.branch)) ? studio.currency : null
    const together = (fits: (resource: BookResource) => boolean): PeriodLoad => {
      const members = all.filter(({ resource }) => fits(resource))
      return present(
        {
          days: days.map((_, at) => sumOf(members.map(({ group }) => group.days[at] ?? emptyTally()))),
          hours: hours.map((_, at) => sumOf(members.map(({ group }) => group.hours[at] ?? emptyTally()))),
        },
        currencyFor(members),
      )
    }
    const kinds = [...new Set(of.map(({ kind }) => kind))].sort()
    const skills = [...new Set(of.flatMap((one) => one.skills.map(({ skill }) => skill)))].sort()
    return {
      branch,
      timeZone,
      from: period.first,
      to: period.last,
      resources: all.map(({ resource, group }) => ({
        resourceId: resource.id,
        resource: resource.code,
        kind: resource.kind,
        skills: resource.skills.map(({ skill }) => skill),
        ...present(group, currencyFor([{ resource }])),
      })),
      kinds: kinds.map((kind) => ({ kind, ...together((one) => one.kind === kind) })),
      skills: skills.map((skill) => ({ skill, ...together((one) => one.skills.some((has) => has.skill === skill)) })),
      total: together(() => true),
    }
  },
})

const spanOf = (from: string, to: string): Cell => ({ from: minuteOf(from), to: minuteAfter(to) })

function sumOf(parts: readonly Tally[]): Tally {
  const sum = emptyTally()
  for (const part of parts) addTally(sum, part)
  return sum
}

function byResource<Row>(
  rows: readonly Row[],
  whose: (row: Row) => string | undefined,
): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const id = whose(row)
    if (id === undefined) continue
    const group = groups.get(id)
    if (group === undefined) groups.set(id, [row])
    else group.push(row)
  }
  return groups
}
