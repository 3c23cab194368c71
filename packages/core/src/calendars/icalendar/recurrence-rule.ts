/** Reads an RRULE (RFC 5545, section 3.3.10) into what `rrule-temporal` is asked for, and says what it may cost. */
import { millisPerDay } from '../../values/civil-day.ts'
import { type FileTime, readFileTime } from './date-time.ts'

const frequencies = ['YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY', 'HOURLY', 'MINUTELY', 'SECONDLY'] as const
export type Frequency = (typeof frequencies)[number]

/** The shortest period of each frequency, in milliseconds. */
const periods: Readonly<Record<Frequency, number>> = {
  YEARLY: 365 * millisPerDay,
  MONTHLY: 28 * millisPerDay,
  WEEKLY: 7 * millisPerDay,
  DAILY: millisPerDay,
  HOURLY: 3_600_000,
  MINUTELY: 60_000,
  SECONDLY: 1000,
}

export interface RecurrenceRule {
  readonly freq: Frequency
  readonly interval: number
  readonly count: number | undefined
  readonly until: FileTime | undefined
  readonly parts: {
    byHour?: number[]
    byMinute?: number[]
    bySecond?: number[]
    byDay?: string[]
    byMonth?: number[]
    byMonthDay?: number[]
    byYearDay?: number[]
    byWeekNo?: number[]
    bySetPos?: number[]
    wkst?: string
  }
}

/** Why a rule is left out: `rule-invalid` breaks the standard, `rule-unsupported` is an extension of it. */
export type RuleTrouble = 'rule-invalid' | 'rule-unsupported'

const numberParts = {
  BYSECOND: ['bySecond', 0, 59],
  BYMINUTE: ['byMinute', 0, 59],
  BYHOUR: ['byHour', 0, 23],
  BYMONTH: ['byMonth', 1, 12],
  BYMONTHDAY: ['byMonthDay', -31, 31],
  BYYEARDAY: ['byYearDay', -366, 366],
  BYWEEKNO: ['byWeekNo', -53, 53],
  BYSETPOS: ['bySetPos', -366, 366],
} as const

const weekdays = /^(?:MO|TU|WE|TH|FR|SA|SU)$/

export function readRule(value: string): RecurrenceRule | RuleTrouble {
  const given = new Map<string, string>()
  for (const part of value.trim().toUpperCase().split(';')) {
    if (part === '') continue
    const [name = '', text, more] = part.split('=')
    if (text === undefined || text === '' || more !== undefined || given.has(name)) return 'rule-invalid'
    given.set(name, text)
  }
  const freq = frequencies.find((frequency) => frequency === given.get('FREQ'))
  const interval = wholeFrom1(given.get('INTERVAL') ?? '1')
  const count = given.has('COUNT') ? wholeFrom1(given.get('COUNT') ?? '') : undefined
  const until = given.has('UNTIL') ? readFileTime(given.get('UNTIL') ?? '') : undefined
  if (freq === undefined || interval === undefined) return 'rule-invalid'
  if (given.has('COUNT') && count === undefined) return 'rule-invalid'
  if (given.has('UNTIL') && (until === undefined || count !== undefined)) return 'rule-invalid'
  const parts: RecurrenceRule['parts'] = {}
  for (const [name, text] of given) {
    if (['FREQ', 'INTERVAL', 'COUNT', 'UNTIL'].includes(name)) continue
    if (name === 'WKST' && weekdays.test(text)) parts.wkst = text
    else if (name === 'BYDAY') {
      const days = daysOf(text, freq)
      if (days === undefined) return 'rule-invalid'
      parts.byDay = days
    } else if (name in numberParts) {
      const [key, least, most] = numberParts[name as keyof typeof numberParts]
      const numbers = numbersOf(text, least, most)
      if (numbers === undefined) return 'rule-invalid'
      parts[key] = numbers
    } else return /^(?:RSCALE|SKIP|X-.*)$/.test(name) ? 'rule-unsupported' : 'rule-invalid'
  }
  return { freq, interval, count, until, parts }
}

function wholeFrom1(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) && Number(text) >= 1 ? Number(text) : undefined
}

/** Each number once, so that no list is longer than its range; a leap second is the second before it. */
function numbersOf(text: string, least: number, most: number): number[] | undefined {
  const numbers = new Set<number>()
  for (const each of text.split(',')) {
    if (!/^[+-]?\d{1,3}$/.test(each)) return undefined
    const number = most === 59 && each === '60' ? 59 : Number(each)
    if (number < least || number > most || (least < 0 && number === 0)) return undefined
    numbers.add(number)
  }
  return [...numbers].sort((one, other) => one - other)
}

function daysOf(text: string, freq: Frequency): string[] | undefined {
  const days = new Set<string>()
  for (const each of text.split(',')) {
    const match = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(each)
    if (match === null) return undefined
    const [, ordinal, day = ''] = match
    const number = Number(ordinal ?? 0)
    if (ordinal !== undefined && (number === 0 || Math.abs(number) > 53)) return undefined
    if (ordinal !== undefined && freq !== 'MONTHLY' && freq !== 'YEARLY') return undefined
    days.add(ordinal === undefined ? day : `${number}${day}`)
  }
  return [...days]
}

/** What finding the occurrences of a rule costs at most. */
export interface RuleCost {
  /** Times that the rule can have in the window, where it says them by the clock. */
  readonly times: number
  /** Steps of work: a rule is 20, and one with a count is a step for each period from its start to the window's end. */
  readonly work: number
}

/** @param start when the rule starts, `from` and `to` the window, all in milliseconds */
export function costOf(rule: RecurrenceRule, start: number, from: number, to: number): RuleCost {
  const { freq, interval, count, parts } = rule
  const period = periods[freq] * interval
  const lengths = [parts.byHour, parts.byMinute, parts.bySecond].map((part) => part?.length ?? 1)
  // Below a day the unit of the frequency itself only limits; what is smaller multiplies.
  const [hours = 1, minutes = 1, seconds = 1] = lengths
  const inDay = hours * minutes * seconds
  const below = { HOURLY: minutes * seconds, MINUTELY: seconds, SECONDLY: 1 }
  const inPeriod = freq === 'HOURLY' || freq === 'MINUTELY' || freq === 'SECONDLY' ? below[freq] : undefined
  const length = Math.max(millisPerDay, to - Math.max(from, start))
  const dates = {
    YEARLY: datesOfYear(parts),
    MONTHLY: parts.byDay ? 31 : (parts.byMonthDay?.length ?? 1),
    WEEKLY: parts.byDay?.length ?? 1,
    DAILY: 1,
  }
  const times =
    inPeriod !== undefined
      ? Math.min(count ?? Number.POSITIVE_INFINITY, (length * inPeriod) / period)
      : inDay === 1
        ? 0
        : inDay * Math.ceil(length / period) * dates[freq as keyof typeof dates]
  const walked =
    count === undefined
      ? 0
      : Math.min(10_000, Math.max(0, to - start) / period) * Math.min(inDay, 144) * (parts.bySetPos ? 4 : 1)
  return { times: Math.ceil(times), work: 20 + Math.ceil(walked + (inDay > 1 ? times / 10 : 0)) }
}

/** The most dates that a yearly rule has in a year. */
function datesOfYear({ byDay, byWeekNo, byYearDay, byMonth, byMonthDay }: RecurrenceRule['parts']): number {
  if (byDay !== undefined || byWeekNo !== undefined) return 366
  const months = byMonth?.length ?? (byMonthDay === undefined ? 1 : 12)
  return byYearDay?.length ?? months * (byMonthDay?.length ?? 1)
}
