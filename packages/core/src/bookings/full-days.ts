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

/**
 * The days that are full, as spans of minutes in the order of time. `days` are local days, from midnight to midnight.
 * Claims must be known for the whole weeks in question.
 */
export function fullDays(
  taken: readonly Taken[],
  { dailyLimit, weeklyLimit }: BookingLimits,
  days: BusinessDays,
): number[] {
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
  const full = new Set<CalendarDate>()
  if (dailyLimit !== null) for (const [date, { size }] of byDay) if (size >= dailyLimit) full.add(date)
  if (weeklyLimit !== null) {
    for (const [monday, { size }] of byWeek) {
      if (size < weeklyLimit) continue
      for (let day = 0; day < 7; day++) full.add(addDays(monday, day))
    }
  }
  return [...full].sort().flatMap((date) => [minuteOf(days.startOf(date)), minuteOf(days.startOf(addDays(date, 1)))])
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
