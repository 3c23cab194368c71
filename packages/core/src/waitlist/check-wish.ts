/** Whether a wish can be met at all. Pure. */
import { addDays, type CalendarDate, earlierDate, laterDate, weekday } from '../values/calendar-date.ts'
import { minutesOfDay, type TimeOfDay } from '../values/time-of-day.ts'
import { isWithinTimes, type WishedWindow } from './wish.ts'

/** What a field must be, and is not. */
export interface WishFault {
  readonly field: string
  readonly rule: string
  readonly value: string
}

export interface WishTerms {
  /** What the clocks of the branch show now. */
  readonly today: CalendarDate
  readonly time: TimeOfDay
  /** The service: starts are so many minutes apart, and booked so many days ahead at most. */
  readonly grid: number
  readonly horizon: number
}

const minutesPerDay = 1440

const timeOf = (minutes: number): TimeOfDay =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** The starts of a day that lie within the times. */
function startsOfDay({ times }: WishedWindow, grid: number): readonly TimeOfDay[] {
  const starts: TimeOfDay[] = []
  for (let minute = 0; minute < minutesPerDay; minute += grid) {
    const time = timeOf(minute)
    if (times === null || isWithinTimes(time, times)) starts.push(time)
  }
  return starts
}

function windowFault(window: WishedWindow, field: string, terms: WishTerms): WishFault | undefined {
  const { from, to, times, weekdays } = window
  const { today, time, grid, horizon } = terms
  const last = addDays(today, horizon)
  if (to < from) return { field: `${field}.to`, rule: 'not lie before from', value: to }
  if (to < today) return { field: `${field}.to`, rule: `not lie in the past, before ${today}`, value: to }
  if (from > last) {
    const rule = `be ${last} or sooner: the service is booked ${horizon} days ahead`
    return { field: `${field}.from`, rule, value: from }
  }
  const starts = startsOfDay(window, grid)
  if (starts.length === 0) {
    const rule = `hold a start of the service, which are ${grid} minutes apart from midnight`
    return { field: `${field}.times`, rule, value: `${times?.from} to ${times?.to}` }
  }
  const first = laterDate(from, today)
  const end = earlierDate(to, last)
  const days = [0, 1, 2, 3, 4, 5, 6, 7].map((ahead) => addDays(first, ahead)).filter((day) => day <= end)
  const fitting = days.filter((day) => weekdays === null || weekdays.includes(weekday(day)))
  if (fitting.length === 0) {
    return { field: `${field}.weekdays`, rule: `be days from ${first} to ${end}`, value: (weekdays ?? []).join(', ') }
  }
  const isToCome = fitting.some(
    (day) => day > today || starts.some((start) => minutesOfDay(start) > minutesOfDay(time)),
  )
  if (isToCome) return undefined
  return { field: `${field}.times`, rule: `not lie in the past, before ${today} ${time}`, value: starts.at(-1) ?? '' }
}

/** The first thing that is wrong with the windows; undefined where each can be met. */
export function wishFault(windows: readonly WishedWindow[], terms: WishTerms): WishFault | undefined {
  for (const [at, window] of windows.entries()) {
    const fault = windowFault(window, `windows.${at}`, terms)
    if (fault !== undefined) return fault
  }
  return undefined
}
