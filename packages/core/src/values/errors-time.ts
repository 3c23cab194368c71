import { defineError } from './calotype-error.ts'
import { shown } from './error-details.ts'

export const instantMalformed = defineError({
  code: 'INSTANT_MALFORMED',
  status: 400,
  summary:
    'A point in time is not a date-time of RFC 3339 with an offset, or names a date or time that does not exist.',
  message: (details: { value: unknown }) =>
    `instant must be an RFC 3339 date-time with Z or an offset and a real date and time, got ${shown(details.value)}`,
  mend: "Write '2026-11-22T08:00:00.000Z' or '2026-11-22T16:00:00+08:00'. A time without an offset is a local time: use localTimeToInstant.",
})

export const instantOutOfRange = defineError({
  code: 'INSTANT_OUT_OF_RANGE',
  status: 400,
  summary: 'A point in time lies outside the years 0001 to 9999, or is not a whole number of milliseconds.',
  message: (details: { value: unknown }) =>
    `instant must be a whole number of milliseconds within the years 0001 to 9999 of UTC, got ${shown(details.value)}`,
  mend: 'Check the unit: milliseconds since 1970-01-01T00:00:00Z are expected, not seconds or microseconds.',
})

export const calendarDateMalformed = defineError({
  code: 'CALENDAR_DATE_MALFORMED',
  status: 400,
  summary: 'A date is not YYYY-MM-DD or does not exist.',
  message: (details: { value: unknown }) => `date must be a real day written YYYY-MM-DD, got ${shown(details.value)}`,
  mend: "Write '2026-02-28'. Check the last day of the month: February has 29 days only in a leap year.",
})

export const calendarDateOutOfRange = defineError({
  code: 'CALENDAR_DATE_OUT_OF_RANGE',
  status: 400,
  summary: 'A calculation with dates leaves the years 0001 to 9999, or moves by something that is no whole number.',
  message: (details: { value: unknown }) =>
    `date must stay within the years 0001 to 9999 and move by whole days or months, got ${shown(details.value)}`,
  mend: 'Pass a whole number that keeps the result within those years.',
})

export const timeOfDayMalformed = defineError({
  code: 'TIME_OF_DAY_MALFORMED',
  status: 400,
  summary: 'A time of day is not HH:mm between 00:00 and 23:59.',
  message: (details: { value: unknown }) =>
    `time of day must be HH:mm from 00:00 to 23:59, got ${shown(details.value)}`,
  mend: "Write '04:00' or '16:30'; midnight at the end of a day is 00:00 of the next one.",
})

export const intervalEmpty = defineError({
  code: 'INTERVAL_EMPTY',
  status: 400,
  summary: 'An interval ends at or before its start.',
  message: (details: { start: string; end: string }) =>
    `end of an interval must be after its start, got start ${details.start} and end ${details.end}`,
  mend: 'Swap the two, or leave the interval out: an empty one claims no time.',
})

export const timeZoneUnknown = defineError({
  code: 'TIME_ZONE_UNKNOWN',
  status: 400,
  summary: 'A time zone is not a name of the IANA database that this runtime knows.',
  message: (details: { timeZone: unknown }) =>
    `timeZone must be a name of the IANA time zone database, got ${shown(details.timeZone)}`,
  mend: "Write a place such as 'Asia/Shanghai'; a bare offset such as '+08:00' has no rules and is refused. If the name is right, update the runtime's ICU data.",
})

export const localTimeMissing = defineError({
  code: 'LOCAL_TIME_MISSING',
  status: 422,
  summary: 'A wall-clock time does not exist, because the clocks of the zone jump over it.',
  message: (details: { date: string; time: string; timeZone: string }) =>
    `${details.date} ${details.time} does not exist in ${details.timeZone}: the clocks jump over it`,
  mend: "Choose a time before or after the jump. Where a call takes `gap`, gap: 'forward' moves the time by the length of the jump.",
})

export const businessDayMissing = defineError({
  code: 'BUSINESS_DAY_MISSING',
  status: 422,
  summary: 'A calendar date was skipped by its time zone, so its business day holds no time.',
  message: (details: { date: string; timeZone: string }) =>
    `business day ${details.date} does not exist in ${details.timeZone}: the zone skipped that date`,
  mend: 'Take the day before or after; startOf answers with the start of the next day.',
})
