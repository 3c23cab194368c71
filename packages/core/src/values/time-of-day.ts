import { twoDigits } from './civil-day.ts'
import { timeOfDayMalformed } from './errors-time.ts'

/** A wall-clock time as text, `HH:mm`, from 00:00 to 23:59. */
export type TimeOfDay = string

/** Whether the text is a wall-clock time HH:mm. */
export function isTimeOfDay(text: string): text is TimeOfDay {
  return !Number.isNaN(readMinutes(text))
}

/**
 * Minutes since midnight by the wall clock.
 *
 * @throws TIME_OF_DAY_MALFORMED
 */
export function minutesOfDay(time: TimeOfDay): number {
  const minutes = readMinutes(time)
  if (Number.isNaN(minutes)) throw timeOfDayMalformed.create({ value: time })
  return minutes
}

function readMinutes(text: string): number {
  if (typeof text !== 'string' || text.length !== 5 || text.charCodeAt(2) !== 58) return Number.NaN
  const hour = twoDigits(text, 0)
  const minute = twoDigits(text, 3)
  return hour <= 23 && minute <= 59 ? hour * 60 + minute : Number.NaN
}
