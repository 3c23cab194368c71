/** Years of account that need not be calendar years. Pure: no I/O. */
import { addMonths, type CalendarDate, lastDayOfMonth, monthOf } from '../values/calendar-date.ts'

export interface FiscalYear {
  /** The calendar year in which it begins, which is its name. */
  readonly year: number
  /** Its first day. */
  readonly from: CalendarDate
  /** Its last day. */
  readonly to: CalendarDate
}

/**
 * The fiscal year that begins in a calendar year: with month 4, fiscal year 2026 is 1 April 2026 to 31 March 2027.
 *
 * @param firstMonth 1 for January to 12
 */
export function fiscalYear(year: number, firstMonth: number): FiscalYear {
  const from = `${String(year).padStart(4, '0')}-${String(firstMonth).padStart(2, '0')}-01`
  return { year, from, to: lastDayOfMonth(monthOf(addMonths(from, 11))) }
}

/** The fiscal year in which a date lies. */
export function fiscalYearOf(date: CalendarDate, firstMonth: number): FiscalYear {
  const year = Number(date.slice(0, 4))
  return fiscalYear(Number(date.slice(5, 7)) < firstMonth ? year - 1 : year, firstMonth)
}
