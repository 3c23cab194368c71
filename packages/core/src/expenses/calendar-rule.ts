/** When what recurs is due. Pure: no I/O. */
import { addDays, addMonths, type CalendarDate } from '../values/calendar-date.ts'

export type RecurrenceUnit = 'week' | 'month' | 'year'

export interface CalendarRule {
  readonly unit: RecurrenceUnit
  /** Every so many of them. */
  readonly every: number
  /** The first time; the day of the month of all others, or the last day of a shorter one. */
  readonly startsOn: CalendarDate
  /** The last day on which it may be due; null for ever. */
  readonly endsOn: CalendarDate | null
}

/** The date of the time with this index, 0 for the first; null after the end. Counted from the beginning, so the 31st comes back. */
export function dueDate(rule: CalendarRule, index: number): CalendarDate | null {
  const { unit, every, startsOn, endsOn } = rule
  const steps = index * every
  const on = unit === 'week' ? addDays(startsOn, steps * 7) : addMonths(startsOn, unit === 'month' ? steps : steps * 12)
  return endsOn !== null && on > endsOn ? null : on
}
