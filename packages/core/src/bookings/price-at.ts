/** What a service costs at a time, by the local clock. Pure. */
import { type CalendarDate, weekday } from '../values/calendar-date.ts'
import type { TimeOfDay } from '../values/time-of-day.ts'
import type { ServiceDefinition } from './service-definition.ts'

const within = (time: TimeOfDay, { from, to }: { readonly from: TimeOfDay; readonly to: TimeOfDay }): boolean =>
  from < to ? from <= time && time < to : time >= from || time < to

/** For one party: the first price whose weekdays, dates and times all fit, or that of the service. A decimal string. */
export function priceAt(
  { price, prices }: Pick<ServiceDefinition, 'price' | 'prices'>,
  date: CalendarDate,
  time: TimeOfDay,
): string {
  const day = weekday(date)
  const timed = prices.find(
    ({ weekdays, dates, times }) =>
      (weekdays?.includes(day) ?? true) &&
      (dates === undefined || (dates.from <= date && date <= dates.to)) &&
      (times === undefined || within(time, times)),
  )
  return timed?.amount ?? price
}
