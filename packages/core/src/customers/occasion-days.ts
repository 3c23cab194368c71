/** On which day of a year a birthday or an anniversary is kept. Pure. */
import { addDays, type CalendarDate } from '../values/calendar-date.ts'
import type { LunarCalendar } from './lunar-calendar.ts'

/** The calendar by which a day is kept. */
export type KeptBy = 'solar' | 'lunar'

/** When what happened on 29 February is kept in a year without one. */
export type LeapDayRule = 'february28' | 'march1'

/**
 * The day of the year of a date, as text that sorts. `s` leads days of the Gregorian year, `l` those of the lunar year, `m`
 * those of its leap months.
 */
export function occasionKey(date: CalendarDate, calendar: KeptBy, lunar: LunarCalendar | undefined): string {
  if (calendar === 'solar' || lunar === undefined) return `s${date.slice(5)}`
  const { month, leap, day } = lunar.lunarOf(date)
  return `${leap ? 'm' : 'l'}${twoDigits(month)}-${twoDigits(day)}`
}

/** The keys of what is kept on a date. */
export interface DayKeys {
  readonly date: CalendarDate
  readonly keys: readonly string[]
}

/**
 * The keys of what is kept on each of `days` dates from `from` on. Every occasion is kept once a year:
 * - 29 February by `rule` in years without one;
 * - the thirtieth of a lunar month on its twenty-ninth where the month has no more days that year;
 * - what happened in a lunar leap month in the leap month of that number, or in the plain month where the year has none;
 *   what happened in the plain month always in the plain one.
 */
export function keysOfDays(from: CalendarDate, days: number, rule: LeapDayRule, lunar: LunarCalendar): DayKeys[] {
  return Array.from({ length: days }, (_, at) => {
    const date = addDays(from, at)
    return { date, keys: [...solarKeys(date, rule), ...lunarKeys(date, lunar)] }
  })
}

function solarKeys(date: CalendarDate, rule: LeapDayRule): string[] {
  const monthDay = date.slice(5)
  if (rule === 'february28' && monthDay === '02-28' && !addDays(date, 1).endsWith('02-29')) return ['s02-28', 's02-29']
  if (rule === 'march1' && monthDay === '03-01' && !addDays(date, -1).endsWith('02-29')) return ['s02-29', 's03-01']
  return [`s${monthDay}`]
}

function lunarKeys(date: CalendarDate, lunar: LunarCalendar): string[] {
  const { year, month, leap, day } = lunar.lunarOf(date)
  const days = day === 29 && lunar.daysOfMonth(date) === 29 ? [29, 30] : [day]
  const leads = leap ? ['m'] : lunar.hasLeap(year, month) ? ['l'] : ['l', 'm']
  return leads.flatMap((lead) => days.map((one) => `${lead}${twoDigits(month)}-${twoDigits(one)}`))
}

/** A stretch of keys that rise with their dates, so that a store walks along them in the order of the days. */
export interface OccasionStretch {
  readonly first: string
  readonly last: string
  readonly dateOf: ReadonlyMap<string, CalendarDate>
}

/** Cuts the keys of days into stretches: one for each calendar, two where its year ends within the days. */
export function stretchesOf(days: readonly DayKeys[]): OccasionStretch[] {
  return ['s', 'l', 'm'].flatMap((lead) => {
    const placed = days.flatMap(({ date, keys }) =>
      keys.filter((key) => key.startsWith(lead)).map((key): readonly [string, CalendarDate] => [key, date]),
    )
    const stretches: (readonly [string, CalendarDate])[][] = []
    for (const one of placed) {
      const open = stretches.at(-1)
      const before = open?.at(-1)
      if (open !== undefined && before !== undefined && before[0] < one[0]) open.push(one)
      else stretches.push([one])
    }
    return stretches.map((stretch) => ({
      first: stretch[0]?.[0] ?? '',
      last: stretch.at(-1)?.[0] ?? '',
      dateOf: new Map(stretch),
    }))
  })
}

/** How many years after `date` the occasion of the day `on` is: the age on a birthday. */
export function yearsKept(date: CalendarDate, on: CalendarDate, calendar: KeptBy, lunar: LunarCalendar): number {
  if (calendar === 'lunar') return lunar.lunarOf(on).year - lunar.lunarOf(date).year
  return Number(on.slice(0, 4)) - Number(date.slice(0, 4))
}

const twoDigits = (number: number): string => String(number).padStart(2, '0')
