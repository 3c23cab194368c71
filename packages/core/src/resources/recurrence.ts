/** Rules of RFC 5545 that name days, evaluated by rrule-temporal. The times of day stand beside them, so no clock change meets a rule. Pure. */
import { RRuleTemporal } from 'rrule-temporal'
import { type CalendarDate, dateOfEpochDay, epochDayOf, isCalendarDate } from '../values/calendar-date.ts'
import { millisPerDay } from '../values/civil-day.ts'
import { RosterRuleInvalid } from './errors.ts'

const numbers = /^[+-]?[1-9]\d{0,2}(,[+-]?[1-9]\d{0,2})*$/

/** The parts that a rule may have. Parts of times of day are not among them. */
const parts: Readonly<Record<string, RegExp>> = {
  FREQ: /^(DAILY|WEEKLY|MONTHLY|YEARLY)$/,
  INTERVAL: /^[1-9]\d{0,2}$/,
  COUNT: /^[1-9]\d{0,2}$/,
  UNTIL: /^\d{8}$/,
  BYDAY: /^([+-]?[1-9]\d?)?(MO|TU|WE|TH|FR|SA|SU)(,([+-]?[1-9]\d?)?(MO|TU|WE|TH|FR|SA|SU))*$/,
  BYMONTHDAY: numbers,
  BYYEARDAY: numbers,
  BYWEEKNO: numbers,
  BYMONTH: /^([1-9]|1[0-2])(,([1-9]|1[0-2]))*$/,
  BYSETPOS: numbers,
  WKST: /^(MO|TU|WE|TH|FR|SA|SU)$/,
}

/** A rule is tried so many years ahead before it is kept. */
const yearsTried = 8

const yearOf = (day: number): number => Number(dateOfEpochDay(day).slice(0, 4))

/**
 * Whether the rule names a day, counted from 1970-01-01. Read a year at a time and kept: at most 366 days each.
 *
 * @throws ROSTER_RULE_INVALID
 */
export function recurrenceOf(rrule: string, startsOn: CalendarDate): (day: number) => boolean {
  const rule = parse(rrule, startsOn)
  const years = new Map<number, ReadonlySet<number>>()
  return (day) => {
    const year = yearOf(day)
    let days = years.get(year)
    if (days === undefined) {
      days = daysIn(rule, rrule, year)
      years.set(year, days)
    }
    return days.has(day)
  }
}

/** @throws ROSTER_RULE_INVALID where it is no rule of days, or one that takes too long to follow */
function checkRecurrence(rrule: string, startsOn: CalendarDate): void {
  const rule = parse(rrule, startsOn)
  const first = yearOf(epochDayOf(startsOn))
  for (let year = first; year < first + yearsTried; year++) daysIn(rule, rrule, year)
}

function daysIn(rule: RRuleTemporal, rrule: string, year: number): ReadonlySet<number> {
  const from = new Date(Date.UTC(year, 0, 1))
  const to = new Date(Date.UTC(year, 11, 31))
  try {
    return new Set(rule.between(from, to, true).map((at) => Number(at.epochMilliseconds) / millisPerDay))
  } catch (cause) {
    throw RosterRuleInvalid.create({ rrule, rule: `cannot be followed in ${year}: ${messageOf(cause)}` }, { cause })
  }
}

function parse(rrule: string, startsOn: CalendarDate): RRuleTemporal {
  const refuse = (rule: string): never => {
    throw RosterRuleInvalid.create({ rrule, rule })
  }
  const given = new Map<string, string>()
  for (const part of rrule.split(';')) {
    const [name = '', value = '', ...more] = part.split('=')
    const shape = Object.hasOwn(parts, name) ? parts[name] : undefined
    if (shape === undefined) refuse(`has the part "${name}"; a rule of days has ${Object.keys(parts).join(', ')}`)
    if (more.length > 0 || shape?.test(value) !== true) refuse(`has "${value}" as its ${name}`)
    if (given.has(name)) refuse(`has ${name} twice`)
    given.set(name, value)
  }
  if (!given.has('FREQ')) refuse('has no FREQ')
  if (given.has('COUNT') && given.has('UNTIL')) refuse('has COUNT and UNTIL; it ends by one of them')
  const until = given.get('UNTIL')
  if (until !== undefined) {
    const date = `${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6)}`
    if (!isCalendarDate(date)) refuse(`has "${until}" as its UNTIL, which is no date`)
    given.set('UNTIL', `${until}T000000Z`)
  }
  const text = [...given].map(([name, value]) => `${name}=${value}`).join(';')
  // Days are followed as days of UTC, which has no gaps: the zone comes in with the times of day.
  const start = `${startsOn.replaceAll('-', '')}T000000Z`
  try {
    return new RRuleTemporal({
      rruleString: `DTSTART:${start}\nRRULE:${text}`,
      strict: true,
      maxCandidateEvaluations: 100_000,
    })
  } catch (cause) {
    throw RosterRuleInvalid.create({ rrule, rule: `is none of RFC 5545: ${messageOf(cause)}` }, { cause })
  }
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))

/** Holds the recurrences of a roster to what can be followed. @throws ROSTER_RULE_INVALID */
export function checkRecurrences(
  rules: readonly { readonly kind: string; readonly rrule?: string; readonly startsOn?: string | undefined }[],
  validFrom: CalendarDate,
): void {
  for (const { rrule, startsOn = validFrom } of rules) if (rrule !== undefined) checkRecurrence(rrule, startsOn)
}
