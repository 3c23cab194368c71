/** Whether a start keeps to the terms of its service: its grid, its notice, and how far ahead it is booked. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { millisOf } from '../values/instant.ts'
import { minutesOfDay } from '../values/time-of-day.ts'
import type { BookedTime } from './booked-time.ts'
import { BookingTimeRefused } from './errors.ts'
import type { ServiceDefinition } from './service-definition.ts'

const millisPerMinute = 60_000
const minutesPerDay = 1440

/**
 * Who has the permission bookings.ignoreNotice is bound by neither notice nor horizon, and by the grid no more than that it is a whole
 * minute; a start that is over needs bookings.backdate.
 *
 * @throws BOOKING_TIME_REFUSED, PERMISSION_MISSING
 */
export function requireOnTime(
  context: CommandContext,
  { grid, notice, horizon }: ServiceDefinition,
  { startsAt, localTime, localDate }: BookedTime,
  branch: string = context.branch,
): void {
  const [start, now] = [millisOf(startsAt), millisOf(context.now)]
  const refuse = (rule: string, value = startsAt): never => {
    throw BookingTimeRefused.create({ field: 'startsAt', rule, value })
  }
  if (start % millisPerMinute !== 0) refuse('be a whole minute')
  if (start < now) context.demand('bookings.backdate', branch)
  if (context.may('bookings.ignoreNotice', branch)) return
  if (minutesOfDay(localTime) % grid !== 0) {
    refuse(`be every ${grid} minutes from midnight by the local clock`, `${localDate} ${localTime}`)
  }
  if (start - now < notice * millisPerMinute) refuse(`be ${notice} minutes from now or later`)
  if (start - now > horizon * minutesPerDay * millisPerMinute) refuse(`be within ${horizon} days from now`)
}

/** The minutes in which a customer may book, from now on. */
export function bookableWindow(
  { now }: QueryContext,
  { notice, horizon }: ServiceDefinition,
): { readonly from: number; readonly to: number } {
  const minute = Math.ceil(millisOf(now) / millisPerMinute)
  return { from: minute + notice, to: minute + horizon * minutesPerDay + 1 }
}
