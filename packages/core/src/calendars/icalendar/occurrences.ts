/** When the occurrences of a rule begin, of those in a window. */
import { RRuleTemporal } from 'rrule-temporal'
import { Temporal } from 'temporal-polyfill'
import { millisPerDay } from '../../values/civil-day.ts'
import type { FileTime } from './date-time.ts'
import { furthestOffset, type LocalClock } from './local-clock.ts'
import type { RecurrenceRule } from './recurrence-rule.ts'

/** Bounds of one search, measured: the slowest rule that stays within them takes about a second on a slow machine. */
const bounds = { maxIterations: 10_000, maxCandidateEvaluations: 20_000, cache: false }

/**
 * The moments in [from, to), in milliseconds, in order; undefined where the search passed its bounds. Times that the
 * clocks jump over are left out and not counted (RFC 5545, section 3.3.10). Whole days are their midnights as if UTC.
 *
 * By the clocks of a zone the search runs in the zone. Times of clocks that a file describes are searched as if in UTC
 * and then told by those clocks.
 */
export function occurrencesOf(
  rule: RecurrenceRule,
  start: FileTime,
  clock: LocalClock,
  from: number,
  to: number,
): number[] | undefined {
  if (start.kind === 'utc') return searched(rule, start.millis, untilIn(rule, start, clock), 'UTC', from, to)
  const until = rule.until === undefined ? undefined : localUntil(rule.until, start, clock)
  if (start.kind === 'date') return searched(rule, start.millis, until, 'UTC', from, to)
  const begin = clock.momentOf(start.millis)
  if (clock.timeZone !== undefined) {
    // A start that the clocks jump over stands for its rule as it was written, not where it was moved to.
    const named = begin.exists ? rule : atWrittenTime(rule, start.millis)
    return searched(named, begin.millis, untilIn(rule, start, clock), clock.timeZone, from, to)
  }
  const { count, ...uncounted } = rule
  // Times that do not exist are not counted, so counting waits until they are gone: from the start, all that the rule has.
  const counted = count !== undefined
  const found = searched(
    counted ? { ...uncounted, count: count + mostJumps } : rule,
    start.millis,
    until,
    'UTC',
    counted ? start.millis : from - furthestOffset,
    to + furthestOffset,
  )
  const real = found
    ?.map((local) => clock.momentOf(local))
    .filter(({ exists }) => exists)
    .map(({ millis }) => millis)
  return (counted ? real?.slice(0, count) : real)?.filter((millis) => millis >= from && millis < to)
}

/** Jumps of clocks that a counted rule may meet, two a year for a century. */
const mostJumps = 200

function searched(
  rule: RecurrenceRule,
  start: number,
  until: number | undefined,
  timeZone: string,
  from: number,
  to: number,
): number[] | undefined {
  const { freq, interval, count, parts } = rule
  const zoned = (millis: number) => Temporal.Instant.fromEpochMilliseconds(millis).toZonedDateTimeISO(timeZone)
  try {
    const search = new RRuleTemporal({
      ...parts,
      ...bounds,
      freq,
      interval,
      dtstart: zoned(start),
      ...(count === undefined ? {} : { count }),
      ...(until === undefined ? {} : { until: zoned(until) }),
    })
    return search
      .between(new Date(from), new Date(to), true)
      .map(({ epochMilliseconds }) => epochMilliseconds)
      .filter((millis) => millis >= from && millis < to)
  } catch {
    // The library throws at its bounds, and where a rule leaves the years that Temporal knows.
    return undefined
  }
}

/** The last moment of the rule, in milliseconds. A date lasts until its end where the rule has times. */
function untilIn({ until }: RecurrenceRule, start: FileTime, clock: LocalClock): number | undefined {
  if (until === undefined || until.kind === 'utc') return until?.millis
  const local = localUntil(until, start, clock)
  return start.kind === 'utc' ? local : clock.momentOf(local).millis
}

/** The last local time of the rule. */
function localUntil(until: FileTime, start: FileTime, clock: LocalClock): number {
  if (until.kind === 'utc') return clock.localAt(until.millis)
  return until.kind === 'date' && start.kind !== 'date' ? until.millis + millisPerDay - 1 : until.millis
}

function atWrittenTime(rule: RecurrenceRule, local: number): RecurrenceRule {
  if (rule.freq === 'HOURLY' || rule.freq === 'MINUTELY' || rule.freq === 'SECONDLY') return rule
  const written = new Date(local)
  return {
    ...rule,
    parts: {
      byHour: [written.getUTCHours()],
      byMinute: [written.getUTCMinutes()],
      bySecond: [written.getUTCSeconds()],
      ...rule.parts,
    },
  }
}
