/** The dates that a report is of. */
import { type CalendarDate, daysBetween } from '../values/calendar-date.ts'
import { StockDatesInvalid } from './errors.ts'

/** How many days there are from one to the other, both included. @throws STOCK_DATES_INVALID */
export function requireDates(from: CalendarDate, to: CalendarDate): number {
  if (from > to) throw StockDatesInvalid.create({ from, to })
  return daysBetween(from, to) + 1
}
