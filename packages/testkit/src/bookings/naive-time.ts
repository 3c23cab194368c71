/** Time as the suite counts it: whole minutes since 1970 by UTC, and what the clocks of Shanghai show, which are never set. */

const minutesPerDay = 1440
const offset = 480
/** The business day begins at four in the morning. */
const dayStart = 240

/** Nothing of a diary begins or ends but at these. */
export const quarter = 15

export const minuteOf = (instant: string): number => Date.parse(instant) / 60_000
export const instantOf = (minute: number): string => new Date(minute * 60_000).toISOString()

/** Local days are counted from 1970-01-01. */
export const dayOf = (minute: number): number => Math.floor((minute + offset) / minutesPerDay)
export const startOfDay = (day: number): number => day * minutesPerDay - offset
export const dateOf = (day: number): string => new Date(day * minutesPerDay * 60_000).toISOString().slice(0, 10)
export const dayNamed = (date: string): number => Date.parse(date) / (minutesPerDay * 60_000)
/** Of the local day. */
export const minuteOfDay = (minute: number): number => minute - startOfDay(dayOf(minute))
export const clockOf = (minute: number): string => {
  const [hours, minutes] = [Math.floor(minute / 60) % 24, minute % 60]
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
}
export const timeOf = (minute: number): string => clockOf(minuteOfDay(minute))
/** 1 is Monday. The first day of all was a Thursday. */
export const weekdayOf = (day: number): number => ((day + 3) % 7) + 1
export const weekOf = (day: number): number => Math.floor((day + 3) / 7)
export const businessDayOf = (minute: number): number => Math.floor((minute + offset - dayStart) / minutesPerDay)
/** The first minute of a day by UTC. */
export const utcMidnight = (minute: number): number => Math.floor(minute / minutesPerDay) * minutesPerDay
