/** Free minutes as they are answered. */
import { z } from 'zod'
import { addFree, type Free, freeIn, nothingFree, type Times } from './free-minutes.ts'
import { instantOfMinute, type LocalDay, type LocalHour } from './period.ts'
import type { Cell } from './tally.ts'

/** Minutes of working time that is not over, times how many there are of a resource: `working` is the sum of the others. */
export interface FreeMinutes {
  working: number
  /** By bookings with what is around them, holds, rentals, time off and whatever else makes busy. */
  taken: number
  /** Neither taken nor to be booked, since as many are booked that day or week as may be. */
  closed: number
  free: number
}

export interface DayFree extends FreeMinutes {
  date: string
}

export interface HourFree extends DayFree {
  /** What the clocks show when it begins; an hour that they show twice is two. */
  hour: string
  from: string
}

export interface PeriodFree extends FreeMinutes {
  days: DayFree[]
  /** Empty unless asked for. */
  hours: HourFree[]
}

const members = { working: z.int(), taken: z.int(), closed: z.int(), free: z.int() }
const dayMembers = { ...members, date: z.string() }

export const periodFreeMembers: { readonly [K in keyof PeriodFree]: z.ZodType<PeriodFree[K]> } = {
  ...members,
  days: z.array(z.object(dayMembers)),
  hours: z.array(z.object({ ...dayMembers, hour: z.string(), from: z.string() })),
}

/** The days and hours of a period; what of them is over by `now` holds nothing. */
export interface Cells {
  readonly days: readonly LocalDay[]
  readonly hours: readonly LocalHour[]
  /** In minutes, as `free-minutes.ts` counts. */
  readonly now: number
}

/** By day and by hour. */
export interface FreeByTime {
  readonly days: readonly Free[]
  readonly hours: readonly Free[]
}

export function freeByTime({ days, hours, now }: Cells, times: Times): FreeByTime {
  const ahead = ({ from, to }: Cell): Cell => ({ from: Math.min(to, Math.max(from, now)), to })
  return { days: freeIn(days.map(ahead), times), hours: freeIn(hours.map(ahead), times) }
}

/** All of them together. */
export function presentFree({ days, hours }: Cells, of: readonly FreeByTime[]): PeriodFree {
  const sum = (parts: readonly (Free | undefined)[]): Free => {
    const all = nothingFree()
    for (const part of parts) if (part !== undefined) addFree(all, part)
    return all
  }
  const byDay = days.map(({ date }, at) => ({ date, ...sum(of.map((one) => one.days[at])) }))
  return {
    ...sum(byDay),
    days: byDay,
    hours: hours.map(({ date, hour, from }, at) => ({
      date,
      hour,
      from: instantOfMinute(from),
      ...sum(of.map((one) => one.hours[at])),
    })),
  }
}
