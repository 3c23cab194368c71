/** Due dates of what is rush. Pure. */
import { type BusinessCalendar, dueDate, type LeadTime, type LineDays } from '../stages/index.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import type { RushLevel } from './settings.ts'

export type Hastening = Pick<RushLevel, 'percent' | 'daysLess'>

/** A lead time that is so many per cent of the usual, and so many days less; one that counts back from a promise stays. */
export function hastenedLead(lead: LeadTime | null, { percent, daysLess }: Hastening): LeadTime | null {
  if (lead === null || lead.days <= 0) return lead
  const days = Math.max(0, Math.ceil((lead.days * percent) / 100) - daysLess)
  return { ...lead, days: Math.min(days, lead.days) }
}

/**
 * By when a stage is due that is rush: never later than without. Where it counts from a day that nobody knows, null.
 *
 * @throws CALENDAR_CLOSED
 */
export function hastenedDue(
  lead: LeadTime | null,
  level: Hastening,
  days: LineDays,
  calendar: BusinessCalendar,
): CalendarDate | null {
  return dueDate(hastenedLead(lead, level), days, calendar)
}
