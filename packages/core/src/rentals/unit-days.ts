/** On which days a unit was with customers, in care, or idle. Pure. */
import type { Window } from '../claims/index.ts'
import type { BusinessDays } from '../values/business-day.ts'
import { epochDayOf, type CalendarDate } from '../values/calendar-date.ts'
import { addMillis } from '../values/instant.ts'

/** Business days, both ends included. */
export interface DaySpan {
  readonly from: CalendarDate
  readonly to: CalendarDate
}

export interface UnitDays {
  readonly owned: number
  /** A day counts once, however often it went out. */
  readonly out: number
  /** In cleaning, repair or a block, and not out. */
  readonly inCare: number
  readonly idle: number
}

/** Every owned day is one of out, in care and idle. */
export function unitDays(
  owned: DaySpan | null,
  out: readonly Window[],
  care: readonly Window[],
  days: BusinessDays,
): UnitDays {
  if (owned === null || owned.from > owned.to) return { owned: 0, out: 0, inCare: 0, idle: 0 }
  const kinds = new Uint8Array(epochDayOf(owned.to) - epochDayOf(owned.from) + 1)
  // What is out is written last: it goes before care.
  for (const [kind, windows] of [care, out].entries()) {
    for (const window of windows) {
      const [first, last] = placesOf(window, owned, days)
      if (first <= last) kinds.fill(kind + 1, first, last + 1)
    }
  }
  const count = (kind: number): number => kinds.reduce((sum, one) => sum + (one === kind ? 1 : 0), 0)
  return { owned: kinds.length, out: count(2), inCare: count(1), idle: count(0) }
}

/** So many of the owned days a time touches. */
export function daysTouched(owned: DaySpan | null, window: Window, days: BusinessDays): number {
  if (owned === null || owned.from > owned.to) return 0
  const [first, last] = placesOf(window, owned, days)
  return Math.max(0, last - first + 1)
}

/** The first and the last owned day that a half-open time touches, counted from the first owned day; none where the last is below the first. */
function placesOf({ from, to }: Window, owned: DaySpan, days: BusinessDays): readonly [number, number] {
  if (from >= to) return [0, -1]
  const start = epochDayOf(owned.from)
  const first = epochDayOf(days.dateOf(from)) - start
  const last = epochDayOf(days.dateOf(addMillis(to, -1))) - start
  return [Math.max(0, first), Math.min(epochDayOf(owned.to) - start, last)]
}
