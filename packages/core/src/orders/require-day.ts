/** Days that are promised for an order, or agreed with its customer. Pure. */
import type { CalendarDate } from '../values/calendar-date.ts'
import { DayBeforeOrder } from './errors.ts'
import type { OrderRow } from './tables.ts'

/**
 * Nothing is promised for a day before the order was placed. Days that are over may be told: what was agreed is often written down
 * later.
 *
 * @throws DAY_BEFORE_ORDER naming the field
 */
export function requireDaySince(
  { bookedDate }: Pick<OrderRow, 'bookedDate'>,
  days: Readonly<Record<string, CalendarDate | null | undefined>>,
): void {
  for (const [field, value] of Object.entries(days)) {
    if (value !== null && value !== undefined && value < bookedDate) {
      throw DayBeforeOrder.create({ field, value, booked: bookedDate })
    }
  }
}
