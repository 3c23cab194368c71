/** Shows who works when. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { daysBetween, dateOfEpochDay, epochDayOf } from '../../values/calendar-date.ts'
import { millisPerDay } from '../../values/civil-day.ts'
import { instantFromMillis, millisOf } from '../../values/instant.ts'
import { firstMomentReaching } from '../../values/local-time.ts'
import { instantOf } from '../conflicts.ts'
import { HolidaysUnknown, ResourcePeriodInvalid } from '../errors.ts'
import { type BookResource, resourceBook } from '../resource-book.ts'
import { branchText, dayText, idText, kindWord, timeSpan } from '../shapes.ts'
import { outside } from '../spans.ts'
import { resourcesTimeOff, type TimeOffRow } from '../tables.ts'
import { plannedOn } from '../working-time.ts'

const schema = z.strictObject({
  /** Local days, both included; at most 92. */
  from: dayText,
  to: dayText,
  branch: branchText.optional(),
  kind: kindWord.optional(),
  resourceIds: z.array(idText).min(1).max(500).optional(),
})

export interface ReadRoster extends z.input<typeof schema> {}

const daySchema = z.object({
  day: z.string(),
  /** What decided: roster, openingHours, shift, closedDay, makeUpDay, notInUse or noRoster. */
  why: z.string(),
  /** Of a shift, where somebody said why. */
  reason: z.string().nullable(),
  /** The working time that begins on this day, time off included. */
  spans: z.array(timeSpan),
  /** Its length without the time off. */
  minutes: z.int(),
  /** What meets the day, or working time that begins on it. The kind is told to whoever sees the time off of others. */
  timeOff: z.array(timeSpan.extend({ timeOffId: z.string(), kind: z.string().nullable() })),
})

const itemSchema = z.object({
  resourceId: z.string(),
  resource: z.string(),
  kind: z.string(),
  branch: z.string(),
  timeZone: z.string(),
  /** Of all days together. */
  minutes: z.int(),
  days: z.array(daySchema),
})

/** Who works when, resources in the order of their codes. */
export interface RosterShown {
  readonly items: z.output<typeof itemSchema>[]
}

const input: z.ZodType<z.output<typeof schema>, ReadRoster> = schema
const output: z.ZodType<RosterShown> = z.object({ items: z.array(itemSchema) })

const errors = [ResourcePeriodInvalid, HolidaysUnknown] as const

const mostDays = 92
const mostCells = 20_000

/** Two statements while the book of resources is known. */
export const roster: Operation<'query', ReadRoster, RosterShown, (typeof errors)[number]> = operation({
  name: 'resources.roster',
  summary: 'Shows when resources work, day by day, and why.',
  kind: 'query',
  input,
  output,
  errors,
  async run(context, { from, to, branch, kind, resourceIds }) {
    const count = daysBetween(from, to) + 1
    if (count < 1 || count > mostDays) {
      const rule = `be on or after from, ${from}, and at most ${mostDays - 1} days later`
      throw ResourcePeriodInvalid.create({ field: 'to', rule, value: to })
    }
    const book = await resourceBook(context, { from })
    const branches = context.branchesWith('resources.roster')
    const wanted = resourceIds === undefined ? undefined : new Set(resourceIds)
    const of = book.resources.filter(
      (one) =>
        (branches === 'all' || branches.includes(one.branch)) &&
        (branch === undefined || one.branch === branch) &&
        (kind === undefined || one.kind === kind) &&
        (wanted === undefined || wanted.has(one.id)),
    )
    if (of.length * count > mostCells) {
      const rule = `leave at most ${mostCells} days of resources to be shown (there are ${of.length} resources)`
      throw ResourcePeriodInvalid.create({ field: 'to', rule, value: to })
    }
    const first = epochDayOf(from)
    const rows = await context.store.find(resourcesTimeOff, {
      where: {
        resourceId: { in: of.map(({ id }) => id) },
        state: 'approved',
        // Wide enough for every zone, and for what goes on into the next day.
        endsAt: { gt: instantFromMillis((first - 2) * millisPerDay) },
        startsAt: { lt: instantFromMillis((first + count + 3) * millisPerDay) },
      },
      orderBy: ['startsAt', 'id'],
      limit: 'all',
    })
    const items = of.map((resource) => {
      const seesKinds = resource.personId === context.actor || context.may('resources.timeOffOfOthers', resource.branch)
      const away = rows.filter(({ resourceId }) => resourceId === resource.id)
      const days = Array.from({ length: count }, (_, place) => {
        const day = first + place
        const { why, reason, times } = plannedOn(book, resource, day)
        const [begins, ends] = [midnight(resource, day), midnight(resource, day + 1)]
        const met = away.filter((row) => meets(row, begins, ends) || meetsTimes(row, times))
        return {
          day: dateOfEpochDay(day),
          why,
          reason,
          spans: spansOf(times),
          minutes: lengthOf(times, met),
          timeOff: met.map((row) => ({
            timeOffId: row.id,
            kind: seesKinds ? row.kind : null,
            from: row.startsAt,
            to: row.endsAt,
          })),
        }
      })
      return {
        resourceId: resource.id,
        resource: resource.code,
        kind: resource.kind,
        branch: resource.branch,
        timeZone: resource.timeZone,
        minutes: days.reduce((sum, { minutes }) => sum + minutes, 0),
        days,
      }
    })
    return { items }
  },
})

const minuteOf = (millis: number): number => Math.floor(millis / 60_000)

const midnight = ({ timeZone }: BookResource, day: number): number =>
  minuteOf(firstMomentReaching(day * millisPerDay, timeZone))

const meets = ({ startsAt, endsAt }: TimeOffRow, from: number, to: number): boolean =>
  minuteOf(millisOf(startsAt)) < to && from < minuteOf(millisOf(endsAt))

function meetsTimes(row: TimeOffRow, times: readonly number[]): boolean {
  for (let at = 0; at < times.length; at += 2) if (meets(row, times[at] ?? 0, times[at + 1] ?? 0)) return true
  return false
}

function spansOf(times: readonly number[]) {
  const spans: z.output<typeof timeSpan>[] = []
  for (let at = 0; at < times.length; at += 2) {
    spans.push({ from: instantOf(times[at] ?? 0), to: instantOf(times[at + 1] ?? 0) })
  }
  return spans
}

/** Minutes of the times that lie in none of these times off, which do not overlap. */
function lengthOf(times: readonly number[], away: readonly TimeOffRow[]): number {
  const off = away.flatMap(({ startsAt, endsAt }) => [minuteOf(millisOf(startsAt)), minuteOf(millisOf(endsAt))])
  let minutes = 0
  for (let at = 0; at < times.length; at += 2) {
    const left = outside(off, times[at] ?? 0, times[at + 1] ?? 0)
    for (let place = 0; place < left.length; place += 2) minutes += (left[place + 1] ?? 0) - (left[place] ?? 0)
  }
  return minutes
}
