/** The local days that are asked about, and their hours. Pure. */
import { businessDays } from '../values/business-day.ts'
import { addDays, type CalendarDate, daysBetween, lastDayOfMonth, weekday } from '../values/calendar-date.ts'
import { type Instant, instantFromMillis, millisOf } from '../values/instant.ts'
import { localTimeAt } from '../values/local-time.ts'
import type { TimeOfDay } from '../values/time-of-day.ts'
import { AgendaPeriodInvalid } from './errors.ts'

export const views = ['day', 'week', 'month'] as const

/** A view with a date in it, or the first and the last day. */
export interface PeriodAsked {
  readonly view?: (typeof views)[number] | undefined
  readonly date?: CalendarDate | undefined
  readonly from?: CalendarDate | undefined
  readonly to?: CalendarDate | undefined
  /** At most so many days; 366 unless told. */
  readonly most?: number
}

/** A local day in minutes since 1970-01-01T00:00Z: 23, 24 or 25 hours. */
export interface LocalDay {
  readonly date: CalendarDate
  readonly from: number
  readonly to: number
}

/** A part of a day in which the clocks show one hour. */
export interface LocalHour extends LocalDay {
  /** Such as `09:00`; of an hour that the clocks show twice there are two. */
  readonly hour: TimeOfDay
}

export interface Period {
  readonly timeZone: string
  /** The first and the last day, both included. */
  readonly first: CalendarDate
  readonly last: CalendarDate
  /** Without dates that the zone skipped. */
  readonly days: readonly LocalDay[]
  /** From the beginning of the first day to the end of the last one. */
  readonly from: number
  readonly to: number
}

const mostDays = 366
const millisPerMinute = 60_000
/** Clocks are set by whole quarters of an hour wherever bookings are made. */
const quarter = 15

/** The minute in which an instant lies, and the first that does not begin before it. */
export const minuteOf = (instant: Instant): number => Math.floor(millisOf(instant) / millisPerMinute)
export const minuteAfter = (instant: Instant): number => Math.ceil(millisOf(instant) / millisPerMinute)
export const instantOfMinute = (minute: number): Instant => instantFromMillis(minute * millisPerMinute)

/** Weeks are those of ISO 8601, from Monday on. Today where nothing is said. @throws AGENDA_PERIOD_INVALID */
export function periodOf(asked: PeriodAsked, timeZone: string, now: Instant): Period {
  const { first, last } = datesOf(asked, localTimeAt(now, timeZone).date)
  const { startOf } = businessDays({ timeZone, dayStartsAt: '00:00' })
  const days: LocalDay[] = []
  for (let date = first; date <= last; date = addDays(date, 1)) {
    const [from, to] = [minuteOf(startOf(date)), minuteOf(startOf(addDays(date, 1)))]
    if (from < to) days.push({ date, from, to })
  }
  const [from, to] = [days[0]?.from, days.at(-1)?.to]
  if (from === undefined || to === undefined) throw refusal('to', `be a day that ${timeZone} has`, last)
  return { timeZone, first, last, days, from, to }
}

function datesOf({ view, date, from, to, most = mostDays }: PeriodAsked, today: CalendarDate) {
  if (from === undefined && to === undefined) {
    const day = date ?? today
    if (view === 'month') return { first: `${day.slice(0, 7)}-01`, last: lastDayOfMonth(day) }
    if (view === 'week') {
      const first = addDays(day, 1 - weekday(day))
      return { first, last: addDays(first, 6) }
    }
    return { first: day, last: day }
  }
  if (view !== undefined) throw refusal('view', 'not be told beside from and to', view)
  if (date !== undefined) throw refusal('date', 'not be told beside from and to', date)
  if (from === undefined) throw refusal('from', 'be told beside to', 'missing')
  if (to === undefined) throw refusal('to', 'be told beside from', 'missing')
  const count = daysBetween(from, to) + 1
  if (count < 1 || count > most) {
    throw refusal('to', `be on or after from, ${from}, and at most ${most - 1} days later`, to)
  }
  return { first: from, last: to }
}

const refusal = (field: string, rule: string, value: string) => AgendaPeriodInvalid.create({ field, rule, value })

/** The hours of these days, in the order of time. */
export function hoursOf({ days, timeZone }: Pick<Period, 'days' | 'timeZone'>): LocalHour[] {
  return days.flatMap(({ date, from, to }) => {
    const starts: { at: number; hour: TimeOfDay }[] = []
    let before = ''
    for (let at = from; at < to; at += quarter) {
      const { time } = localTimeAt(instantOfMinute(at), timeZone)
      const hour = `${time.slice(0, 2)}:00`
      if (time <= before || hour !== starts.at(-1)?.hour) starts.push({ at, hour })
      before = time
    }
    return starts.map(({ at, hour }, place) => ({ date, hour, from: at, to: starts[place + 1]?.at ?? to }))
  })
}
