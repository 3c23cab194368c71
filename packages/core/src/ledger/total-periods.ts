/** Days, months and years as the totals have them. Pure: no I/O. */
import { addDays, addMonths, type CalendarDate, lastDayOfMonth } from '../values/calendar-date.ts'

/** A day, month or year as ISO 8601 writes it: `2026-11-22`, `2026-11`, `2026`. */
export type TotalPeriod = string

/** The day, month and year of a date. */
export const periodsOf = (date: CalendarDate): readonly TotalPeriod[] => [date, date.slice(0, 7), date.slice(0, 4)]

/** The fewest periods that are a range of dates together, in their order: at most 60 days, 22 months, and the years. */
export function periodsCovering(from: CalendarDate, to: CalendarDate): readonly TotalPeriod[] {
  const periods: TotalPeriod[] = []
  for (let start = from; start <= to; ) {
    const year = start.slice(0, 4)
    const month = start.slice(0, 7)
    if (start === `${year}-01-01` && `${year}-12-31` <= to) {
      periods.push(year)
      start = addMonths(start, 12)
    } else if (start === `${month}-01` && lastDayOfMonth(month) <= to) {
      periods.push(month)
      start = addMonths(start, 1)
    } else {
      periods.push(start)
      start = addDays(start, 1)
    }
  }
  return periods
}
