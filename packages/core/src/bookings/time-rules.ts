/** The rules of a service about the time at which it begins: its grid, its notice, how far ahead it is booked. Pure. */
import { type Instant, millisOf } from '../values/instant.ts'
import { minutesOfDay, type TimeOfDay } from '../values/time-of-day.ts'
import { bookedYears, mostYears } from './booked-time.ts'
import type { ServiceDefinition } from './service-definition.ts'

const millisPerMinute = 60_000
export const minutesPerDay = 1440

const mostMillis = mostYears * 365.25 * minutesPerDay * millisPerMinute

/**
 * `noMinute` and `beyond` bind everybody; `past` lets through whoever has the permission bookings.backdate, with a reason; `offGrid`, `tooSoon` and `tooFar` whoever has
 * bookings.ignoreNotice.
 */
export type TimeRule = 'noMinute' | 'beyond' | 'past' | 'offGrid' | 'tooSoon' | 'tooFar'

export interface BrokenTimeRule {
  readonly kind: TimeRule
  /** As it goes on after `must`. */
  readonly rule: string
}

/** The permission that goes beyond a rule; null where nobody does. */
export const beyondRule: Readonly<Record<TimeRule, string | null>> = {
  noMinute: null,
  beyond: null,
  past: 'bookings.backdate',
  offGrid: 'bookings.ignoreNotice',
  tooSoon: 'bookings.ignoreNotice',
  tooFar: 'bookings.ignoreNotice',
}

/** All that a start breaks, in the order in which it is refused. What is over is not also too soon. */
export function brokenTimeRules(
  { grid, notice, horizon }: Pick<ServiceDefinition, 'grid' | 'notice' | 'horizon'>,
  { startsAt, localTime }: { readonly startsAt: Instant; readonly localTime: TimeOfDay },
  now: Instant,
): readonly BrokenTimeRule[] {
  const [start, at] = [millisOf(startsAt), millisOf(now)]
  const ahead = start - at
  const rules: readonly (BrokenTimeRule & { readonly isBroken: boolean })[] = [
    { kind: 'noMinute', rule: 'be a whole minute', isBroken: start % millisPerMinute !== 0 },
    { kind: 'beyond', rule: bookedYears, isBroken: Math.abs(ahead) > mostMillis },
    { kind: 'past', rule: 'not be over', isBroken: ahead < 0 },
    {
      kind: 'offGrid',
      rule: `be every ${grid} minutes from midnight by the local clock`,
      isBroken: minutesOfDay(localTime) % grid !== 0,
    },
    {
      kind: 'tooSoon',
      rule: `be ${notice} minutes from now or later`,
      isBroken: ahead >= 0 && ahead < notice * millisPerMinute,
    },
    {
      kind: 'tooFar',
      rule: `be within ${horizon} days from now`,
      isBroken: ahead > horizon * minutesPerDay * millisPerMinute,
    },
  ]
  return rules.filter(({ isBroken }) => isBroken).map(({ kind, rule }) => ({ kind, rule }))
}
