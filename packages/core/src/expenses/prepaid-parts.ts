/** How a prepaid cost is spread over its months. Pure: no I/O. */
import { addDays, addMonths, type CalendarDate, daysBetween, lastDayOfMonth, monthOf } from '../values/calendar-date.ts'
import type { Money } from '../values/money.ts'

export type Spread = 'months' | 'days'

export interface PrepaidTerms {
  readonly total: Money
  readonly startsOn: CalendarDate
  /** The last day that is paid for. */
  readonly endsOn: CalendarDate
  readonly spread: Spread
}

export interface PrepaidPart {
  /** The end of its month. */
  readonly on: CalendarDate
  readonly amount: Money
}

const earlier = (a: CalendarDate, b: CalendarDate): CalendarDate => (a < b ? a : b)

/** The last day of so many months: those of 2026-11-22 and 12 end on 2027-11-21. */
export const endOfMonths = (startsOn: CalendarDate, months: number): CalendarDate =>
  addDays(addMonths(startsOn, months), -1)

/** Months from a first day to a last one, begun ones included, counted from the first day: 12 of 2026-11-22 to 2027-11-21. */
export function monthsWithin(startsOn: CalendarDate, endsOn: CalendarDate): number {
  let months = 1
  while (endOfMonths(startsOn, months) < endsOn) months++
  return months
}

/**
 * The parts, each at the end of a month, which add up to the total exactly, by largest remainder. By months: equal parts, the
 * first in the month of the beginning. By days: each calendar month has as much as it has days that are paid for.
 */
export function prepaidParts({ total, startsOn, endsOn, spread }: PrepaidTerms): readonly PrepaidPart[] {
  if (spread === 'months') {
    const first = `${monthOf(startsOn)}-01`
    return total
      .split(monthsWithin(startsOn, endsOn))
      .map((amount, part) => ({ on: lastDayOfMonth(addMonths(first, part)), amount }))
  }
  const ends: CalendarDate[] = []
  const days: bigint[] = []
  for (let from = startsOn; from <= endsOn; ) {
    const on = lastDayOfMonth(from)
    const last = earlier(on, endsOn)
    ends.push(on)
    days.push(BigInt(daysBetween(from, last) + 1))
    from = addDays(last, 1)
  }
  return total.allocate(days).map((amount, part) => ({ on: ends[part] ?? endsOn, amount }))
}
