/** How old somebody is. Pure. */
import type { CalendarDate } from '../values/calendar-date.ts'

/** Whole years from `birthday` to `date`, both Gregorian; null for a day of birth that lies ahead. */
export function ageOn(birthday: CalendarDate, date: CalendarDate): number | null {
  if (birthday > date) return null
  const years = Number(date.slice(0, 4)) - Number(birthday.slice(0, 4))
  return date.slice(5) < birthday.slice(5) ? years - 1 : years
}
