/** Local days and ISO weeks in which a resource has as many bookings as it takes. Pure. */
import type { Taken } from '../claims/index.ts'
import type { BusinessDays } from '../values/business-day.ts'
import { addDays, type CalendarDate, weekday } from '../values/calendar-date.ts'
import { addMillis } from '../values/instant.ts'
import { minuteOf } from './minutes.ts'

export interface BookingLimits {
  readonly dailyLimit: number | null
  readonly weeklyLimit: number | null
}

/** What counts: bookings and holds, each once for each day on which the resource is busy with it. */
const counted: readonly string[] = ['booking', 'hold']

const mondayOf = (date: CalendarDate): CalendarDate => addDays(date, 1 - weekday(date))

/** A local day, or an ISO week by its Monday, in which a resource has as many bookings as it takes. */
export interface FullPeriod {
  readonly because: 'day' | 'week'
  /** The day, or the Monday. */
  readonly date: CalendarDate
  /** How many it has, and how many it takes. */
  readonly count: number
  readonly limit: number
}

/** The full days and then the full weeks, each in the order of time. Claims must be known for the whole weeks in question. */
export function fullPeriods(
  taken: readonly Taken[],
  { dailyLimit, weeklyLimit }: BookingLimits,
  days: BusinessDays,
): FullPeriod[] {
  if (dailyLimit === null && weeklyLimit === null) return []
  const byDay = new Map<CalendarDate, Set<string>>()
  const byWeek = new Map<CalendarDate, Set<string>>()
  const note = (into: Map<CalendarDate, Set<string>>, date: CalendarDate, reference: string): void => {
    const references = into.get(date)
    if (references === undefined) into.set(date, new Set([reference]))
    else references.add(reference)
  }
  for (const { kind, from, to, reference } of taken) {
    if (!counted.includes(kind) || from >= to) continue
    const last = days.dateOf(addMillis(to, -1))
    for (let date = days.dateOf(from); date <= last; date = addDays(date, 1)) {
      note(byDay, date, reference)
      note(byWeek, mondayOf(date), reference)
    }
  }
  const over = (
    because: FullPeriod['because'],
    counts: ReadonlyMap<CalendarDate, ReadonlySet<string>>,
    limit: number | null,
  ): FullPeriod[] =>
    limit === null
      ? []
      : [...counts]
          .flatMap(([date, { size }]) => (size >= limit ? [{ because, date, count: size, limit }] : []))
          .sort(inOrder)
  return [...over('day', byDay, dailyLimit), ...over('week', byWeek, weeklyLimit)]
}

const inOrder = (one: FullPeriod, other: FullPeriod): number => (one.date < other.date ? -1 : 1)

const datesOf = ({ because, date }: FullPeriod): CalendarDate[] =>
  because === 'day' ? [date] : Array.from({ length: 7 }, (_, day) => addDays(date, day))

const spanOf = (date: CalendarDate, days: BusinessDays): [from: number, to: number] => [
  minuteOf(days.startOf(date)),
  minuteOf(days.startOf(addDays(date, 1))),
]

/**
 * The days that are full, as spans of minutes in the order of time. `days` are local days, from midnight to midnight.
 * Claims must be known for the whole weeks in question.
 */
export function fullDays(taken: readonly Taken[], limits: BookingLimits, days: BusinessDays): number[] {
  const full = new Set(fullPeriods(taken, limits, days).flatMap(datesOf))
  return [...full].sort().flatMap((date) => spanOf(date, days))
}

/** The full days and weeks that meet [from, to), in minutes. */
export function fullPeriodsAt(
  taken: readonly Taken[],
  limits: BookingLimits,
  days: BusinessDays,
  { from, to }: { readonly from: number; readonly to: number },
): FullPeriod[] {
  return fullPeriods(taken, limits, days).filter((period) =>
    datesOf(period).some((date) => {
      const [begins, ends] = spanOf(date, days)
      return begins < to && from < ends
    }),
  )
}

/** The open spans without the closed ones; both flat, sorted and disjoint. */
export function without(open: ArrayLike<number>, closed: readonly number[]): number[] {
  const left: number[] = []
  for (let at = 0; at < open.length; at += 2) {
    let from = open[at] as number
    const to = open[at + 1] as number
    for (let cut = 0; cut < closed.length && from < to; cut += 2) {
      const [begins, ends] = [closed[cut] as number, closed[cut + 1] as number]
      if (ends <= from || begins >= to) continue
      if (begins > from) left.push(from, begins)
      from = ends
    }
    if (from < to) left.push(from, to)
  }
  return left
}
