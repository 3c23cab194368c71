// Values of type DATE, DATE-TIME and UTC-OFFSET (RFC 5545, section 3.3). A local time is kept in milliseconds as if it
// were UTC.
import { dateOfEpochDay, epochDayOf } from '../../values/calendar-date.ts'
import { daysInMonth, dayOf, millisPerDay } from '../../values/civil-day.ts'

/** A date or a time as a file has it, before anybody says in which zone. */
export interface FileTime {
  readonly kind: 'date' | 'local' | 'utc'
  /** Milliseconds, as if UTC. A date is its midnight. */
  readonly millis: number
}

/** `2026-03-08` as `20260308`. */
export const dateValue = (local: number): string => dateOfEpochDay(Math.floor(local / millisPerDay)).replaceAll('-', '')

/** A local time as `20260308T013000`. Parts of a second are cut off. */
export function localValue(local: number): string {
  const day = Math.floor(local / millisPerDay)
  const seconds = Math.floor((local - day * millisPerDay) / 1000)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${dateValue(local)}T${two(Math.floor(seconds / 3600))}${two(Math.floor(seconds / 60) % 60)}${two(seconds % 60)}`
}

/** A time in UTC as `20260308T063000Z`. */
export const utcValue = (millis: number): string => `${localValue(millis)}Z`

/** An offset as `-0500`, with seconds where it has them: `-004430`. */
export function offsetValue(offset: number): string {
  const seconds = Math.abs(offset) / 1000
  const two = (part: number) => String(Math.floor(part)).padStart(2, '0')
  const rest = seconds % 60 === 0 ? '' : two(seconds % 60)
  return `${offset < 0 ? '-' : '+'}${two(seconds / 3600)}${two((seconds / 60) % 60)}${rest}`
}

/** Milliseconds of a date `YYYY-MM-DD`, its midnight as if UTC. */
export const midnightOf = (date: string): number => epochDayOf(date) * millisPerDay

const timePattern = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?$/

/** Reads a DATE or DATE-TIME; undefined for what is none, 30 February among them. A leap second is the second before it. */
export function readFileTime(value: string): FileTime | undefined {
  const match = timePattern.exec(value)
  if (match === null) return undefined
  const [, year, month, day, hour, minute, second, zulu] = match.map((part) => part ?? '')
  const civil = civilMillis(Number(year), Number(month), Number(day))
  if (civil === undefined) return undefined
  if (hour === '') return { kind: 'date', millis: civil }
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return undefined
  const seconds = Number(hour) * 3600 + Number(minute) * 60 + Math.min(Number(second), 59)
  return { kind: zulu === 'Z' ? 'utc' : 'local', millis: civil + seconds * 1000 }
}

function civilMillis(year: number, month: number, day: number): number | undefined {
  const real = year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
  return real ? dayOf(year, month, day) * millisPerDay : undefined
}

/** Reads a UTC-OFFSET in milliseconds; undefined for what is none or a day or more. */
export function readOffset(value: string): number | undefined {
  const match = /^([+-])(\d\d)(\d\d)(\d\d)?$/.exec(value)
  if (match === null) return undefined
  const [, sign, hour, minute, second = '0'] = match
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined
  const seconds = Number(hour) * 3600 + Number(minute) * 60 + Number(second)
  return (sign === '-' ? -seconds : seconds) * 1000
}

/** A DURATION in its nominal days and its exact rest. */
export interface FileDuration {
  readonly days: number
  readonly millis: number
}

const durationPattern = /^([+-]?)P(?:(\d{1,5})W|(?:(\d{1,6})D)?(T(?:(\d{1,7})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?)$/

/** Reads a DURATION (section 3.3.6): days and weeks follow the clocks of the zone, hours and less are exact. */
export function readDuration(value: string): FileDuration | undefined {
  const match = durationPattern.exec(value)
  if (match === null || /P$|T$/.test(value)) return undefined
  const [, sign, weeks = 0, days = 0, , hours = 0, minutes = 0, seconds = 0] = match
  const direction = sign === '-' ? -1 : 1
  return {
    days: direction * (Number(weeks) * 7 + Number(days)),
    millis: direction * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000,
  }
}
