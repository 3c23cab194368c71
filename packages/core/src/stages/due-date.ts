/** When a stage is due. Pure. */
import type { CalendarDate } from '../values/calendar-date.ts'
import { addBusinessDays, type BusinessCalendar } from './business-calendar.ts'
import type { LeadTime } from './flow-definition.ts'

/** The days that a line's lead times count from. */
export interface LineDays {
  /** When it entered the stage in which it is. */
  readonly entered: CalendarDate
  /** Of its shoot, planned or done; null while nobody knows. */
  readonly shoot: CalendarDate | null
  /** When the customer was promised to have it; null without a promise. */
  readonly promised: CalendarDate | null
}

/**
 * The business day by which the stage is to be reached; null where its lead time counts from a day that nobody knows.
 *
 * @throws CALENDAR_CLOSED
 */
export function dueDate(lead: LeadTime | null, days: LineDays, calendar: BusinessCalendar): CalendarDate | null {
  if (lead === null) return null
  const from = { previous: days.entered, shoot: days.shoot, promise: days.promised }[lead.from]
  return from === null ? null : addBusinessDays(calendar, from, lead.days)
}
