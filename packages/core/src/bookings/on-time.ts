/** Whether a start keeps to the terms of its service: its grid, its notice, and how far ahead it is booked. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { millisOf } from '../values/instant.ts'
import { localTextAt } from '../values/local-time.ts'
import { type BookedTime, startText } from './booked-time.ts'
import { BookingTimeRefused, ReasonNeeded } from './errors.ts'
import type { ServiceDefinition } from './service-definition.ts'
import { beyondRule, brokenTimeRules } from './time-rules.ts'

const millisPerMinute = 60_000
const minutesPerDay = 1440

/**
 * What is over is written down by who may, with a reason. Who gives none meant no time that is over: then the time is what is refused.
 *
 * @throws BOOKING_TIME_REFUSED, PERMISSION_MISSING, REASON_NEEDED
 */
export function requireBackdating(
  context: CommandContext,
  time: Pick<BookedTime, 'startsAt' | 'localDate' | 'localTime' | 'timeZone'>,
  { reason, branch }: { readonly reason: string | undefined; readonly branch: string },
): void {
  if (reason === undefined && !context.may('bookings.backdate', branch)) {
    const rule = `be ${localTextAt(context.now, time.timeZone)} by the clocks of the branch or later: what is over is written down by who has the permission bookings.backdate, with a reason`
    throw BookingTimeRefused.create({ field: 'startsAt', rule, value: startText(time) })
  }
  context.demand('bookings.backdate', branch)
  if (reason === undefined) throw ReasonNeeded.create({ field: 'reason', why: 'the time is over' })
}

/**
 * Who has the permission bookings.ignoreNotice is bound by neither notice nor horizon, and by the grid no more than that it is a whole
 * minute; a start that is over needs bookings.backdate and a reason. Answers whether it is over.
 *
 * @throws BOOKING_TIME_REFUSED, PERMISSION_MISSING, REASON_NEEDED
 */
export function requireOnTime(
  context: CommandContext,
  definition: ServiceDefinition,
  time: BookedTime,
  { reason, branch = context.branch }: { readonly reason: string | undefined; readonly branch?: string },
): boolean {
  const { startsAt, localTime } = time
  const broken = brokenTimeRules(definition, { startsAt, localTime }, context.now)
  const isOver = broken.some(({ kind }) => kind === 'past')
  for (const { kind, rule } of broken) {
    const permission = beyondRule[kind]
    if (kind === 'past') requireBackdating(context, time, { reason, branch })
    else if (permission === null || !context.may(permission, branch)) {
      const value = permission === null ? startsAt : startText(time)
      throw BookingTimeRefused.create({ field: 'startsAt', rule, value })
    }
  }
  return isOver
}

/** The minutes in which a customer may book, from now on. */
export function bookableWindow(
  { now }: QueryContext,
  { notice, horizon }: ServiceDefinition,
): { readonly from: number; readonly to: number } {
  const minutes = millisOf(now) / millisPerMinute
  return { from: Math.ceil(minutes) + notice, to: Math.floor(minutes) + horizon * minutesPerDay + 1 }
}
