/** When a document was written, is posted and is due. Pure: no I/O. */
import { addDays, type CalendarDate, parseCalendarDate } from '../values/calendar-date.ts'
import { PayableDatesInvalid } from './errors.ts'

export interface GivenDates {
  /** The date on the paper. Unless told: that of the entry. */
  readonly issuedOn?: CalendarDate | undefined
  /** Unless told: the terms of the supplier after `issuedOn`. */
  readonly dueOn?: CalendarDate | undefined
  /** The date of the entry; today unless told. */
  readonly businessDate?: CalendarDate | undefined
}

export interface DocumentDates {
  readonly issuedOn: CalendarDate
  readonly dueOn: CalendarDate
  readonly businessDate: CalendarDate
}

/** @throws PAYABLE_DATES_INVALID, CALENDAR_DATE_MALFORMED */
export function documentDates(given: GivenDates, today: CalendarDate, termsDays: number): DocumentDates {
  const businessDate = parseCalendarDate(given.businessDate ?? today)
  const issuedOn = parseCalendarDate(given.issuedOn ?? businessDate)
  const dueOn = parseCalendarDate(given.dueOn ?? addDays(issuedOn, termsDays))
  const refuse = (field: string, rule: string, value: string) => PayableDatesInvalid.create({ field, rule, value })
  if (businessDate > today) throw refuse('postedOn', `be ${today} or before`, businessDate)
  // A bill that comes before its date is rare and real; one that is years ahead is a slip of the pen.
  if (issuedOn > addDays(today, 366)) throw refuse('issuedOn', `be within a year of ${today}`, issuedOn)
  if (dueOn < issuedOn) throw refuse('dueOn', `be ${issuedOn}, when it was issued, or later`, dueOn)
  return { issuedOn, dueOn, businessDate }
}
