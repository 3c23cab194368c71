/** The days of bookings that come again. Pure. */
import { addDays, addMonths, type CalendarDate } from '../values/calendar-date.ts'

export interface Recurrence {
  readonly unit: 'days' | 'weeks' | 'months'
  /** Every so many of them. */
  readonly every: number
  readonly count: number
}

/** The first day and those after it. A month without the day of the first has its last day instead: 31 January, 28 February, 31 March. */
export function seriesDates(first: CalendarDate, { unit, every, count }: Recurrence): CalendarDate[] {
  return Array.from({ length: count }, (_, at) => {
    const steps = at * every
    if (unit === 'months') return addMonths(first, steps)
    return addDays(first, unit === 'weeks' ? steps * 7 : steps)
  })
}
