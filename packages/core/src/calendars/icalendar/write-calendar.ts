/** Writes events as an iCalendar file (RFC 5545). */
import { addDays } from '../../values/calendar-date.ts'
import type { Instant } from '../../values/instant.ts'
import { millisOf } from '../../values/instant.ts'
import { offsetsOf } from '../../values/time-zone.ts'
import { CalendarEventRefused } from '../errors.ts'
import { calendarBytes, escapeText, parameter } from './content-line.ts'
import { dateValue, localValue, midnightOf, utcValue } from './date-time.ts'
import type { CalendarEvent, EventAttendee, EventPerson, EventTime } from './event.ts'
import { timeZoneLines } from './time-zone-lines.ts'

export interface CalendarToWrite {
  /** What readers show as the name of the calendar. */
  readonly name: string
  /** Who wrote it, such as `-//Calotype//Calendars//EN`. */
  readonly productId: string
  readonly events: readonly CalendarEvent[]
  /** How many minutes a reader may wait before it asks again. */
  readonly refreshMinutes?: number
  /** For a message that is sent (RFC 5546); a feed has PUBLISH or none. */
  readonly method?: 'PUBLISH' | 'REQUEST' | 'CANCEL'
  /**
   * When a message was made, its DTSTAMP. Leave it out of a feed: there DTSTAMP is when the event was last changed, as
   * RFC 5545, section 3.8.7.2 says, and the same events are the same octets.
   */
  readonly now?: Instant
}

/**
 * The octets of the file, UTF-8.
 *
 * @throws CALENDAR_EVENT_REFUSED, TIME_ZONE_UNKNOWN, INSTANT_MALFORMED, CALENDAR_DATE_MALFORMED
 */
export function writeCalendar(calendar: CalendarToWrite): Uint8Array {
  const { name, productId, events, refreshMinutes, method, now } = calendar
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', `PRODID:${escapeText(productId)}`, 'CALSCALE:GREGORIAN']
  if (method !== undefined) lines.push(`METHOD:${method}`)
  lines.push(`NAME:${escapeText(name)}`, `X-WR-CALNAME:${escapeText(name)}`)
  if (refreshMinutes !== undefined) {
    const minutes = wholeNumber('', 'refreshMinutes', refreshMinutes, 1)
    lines.push(`REFRESH-INTERVAL;VALUE=DURATION:PT${minutes}M`, `X-PUBLISHED-TTL:PT${minutes}M`)
  }
  const timed = events.map((event) => ({ event, times: timesOf(event) }))
  const zones = new Map<string, { from: number; to: number }>()
  for (const { times } of timed) {
    if (times.kind !== 'zoned') continue
    const known = zones.get(times.timeZone)
    zones.set(times.timeZone, {
      from: Math.min(known?.from ?? times.from, times.from),
      to: Math.max(known?.to ?? times.to, times.to),
    })
  }
  for (const [timeZone, { from, to }] of [...zones].sort(([one], [other]) => (one < other ? -1 : 1))) {
    lines.push(...timeZoneLines(timeZone, from, to))
  }
  for (const { event, times } of timed) lines.push(...eventLines(event, times, now))
  lines.push('END:VCALENDAR')
  return calendarBytes(lines)
}

/** When an event is, in whole seconds. */
type WrittenTimes =
  | { readonly kind: 'zoned'; readonly from: number; readonly to: number; readonly timeZone: string }
  | { readonly kind: 'utc'; readonly from: number; readonly to: number }
  | { readonly kind: 'days'; readonly from: number; readonly to: number }

function timesOf({ uid, time }: CalendarEvent): WrittenTimes {
  const [from, to] =
    time.kind === 'days'
      ? [midnightOf(time.from), midnightOf(time.until)]
      : [Math.floor(millisOf(time.from) / 1000) * 1000, Math.ceil(millisOf(time.to) / 1000) * 1000]
  if (from >= to) {
    const rule = time.kind === 'days' ? `be ${addDays(time.from, 1)} or later` : `be after ${time.from}`
    const field = time.kind === 'days' ? 'time.until' : 'time.to'
    throw refused(uid, field, rule, time.kind === 'days' ? time.until : time.to)
  }
  if (time.kind !== 'zoned') return { kind: time.kind, from, to }
  // A local time that comes twice means the first (section 3.3.5); the second can only be told in UTC.
  const second = [from, to].some((millis) => comesAgain(millis, time))
  return second ? { kind: 'utc', from, to } : { kind: 'zoned', from, to, timeZone: time.timeZone }
}

/** Whether the clocks showed the same time before. */
function comesAgain(millis: number, { timeZone }: EventTime & { kind: 'zoned' }): boolean {
  const offsets = offsetsOf(timeZone)
  const local = millis + offsets.at(millis)
  const day = 86_400_000
  return offsets
    .between(millis - 2 * day, millis)
    .some(({ from, to, offset }) => local - offset < millis && local - offset >= from && local - offset < to)
}

function eventLines(event: CalendarEvent, times: WrittenTimes, now: Instant | undefined): string[] {
  const { uid } = event
  if (uid === '' || /[\p{Cc}\p{Zl}\p{Zp}]/u.test(uid) || !uid.isWellFormed()) {
    throw refused(uid, 'uid', 'be a text without line breaks and control characters', JSON.stringify(uid))
  }
  const lines = [
    'BEGIN:VEVENT',
    `UID:${escapeText(uid)}`,
    `DTSTAMP:${utcValue(millisOf(now ?? event.lastModified))}`,
    `LAST-MODIFIED:${utcValue(millisOf(event.lastModified))}`,
    `SEQUENCE:${wholeNumber(uid, 'sequence', event.sequence, 0)}`,
    ...timeLines(times),
    `SUMMARY:${escapeText(event.summary)}`,
    `STATUS:${(event.status ?? 'confirmed').toUpperCase()}`,
    `TRANSP:${event.busy === false ? 'TRANSPARENT' : 'OPAQUE'}`,
  ]
  if (event.description !== undefined) lines.push(`DESCRIPTION:${escapeText(event.description)}`)
  if (event.location !== undefined) lines.push(`LOCATION:${escapeText(event.location)}`)
  if (event.categories !== undefined && event.categories.length > 0) {
    lines.push(`CATEGORIES:${event.categories.map(escapeText).join(',')}`)
  }
  if (event.url !== undefined) lines.push(`URL:${address(uid, 'url', event.url, /^[a-z][a-z0-9+.-]*:[^\s\p{C}]+$/iu)}`)
  if (event.geo !== undefined) lines.push(`GEO:${degrees(uid, event.geo)}`)
  if (event.organizer !== undefined) lines.push(`ORGANIZER${personOf(uid, 'organizer', event.organizer)}`)
  for (const attendee of event.attendees ?? []) lines.push(`ATTENDEE${attendeeOf(uid, attendee)}`)
  for (const { minutesBefore, text } of event.alarms ?? []) {
    const minutes = wholeNumber(uid, 'alarms.minutesBefore', minutesBefore, 0)
    lines.push(
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      `TRIGGER:${minutes === 0 ? '' : '-'}PT${minutes}M`,
      `DESCRIPTION:${escapeText(text ?? event.summary)}`,
      'END:VALARM',
    )
  }
  lines.push('END:VEVENT')
  return lines
}

function timeLines(times: WrittenTimes): string[] {
  const { from, to } = times
  if (times.kind === 'days') return [`DTSTART;VALUE=DATE:${dateValue(from)}`, `DTEND;VALUE=DATE:${dateValue(to)}`]
  if (times.kind === 'utc') return [`DTSTART:${utcValue(from)}`, `DTEND:${utcValue(to)}`]
  const { timeZone } = times
  const offsets = offsetsOf(timeZone)
  const local = (millis: number) => localValue(millis + offsets.at(millis))
  const zone = parameter('TZID', timeZone)
  return [`DTSTART${zone}:${local(from)}`, `DTEND${zone}:${local(to)}`]
}

function personOf(uid: string, field: string, { email, name }: EventPerson): string {
  const named = name === undefined ? '' : parameter('CN', name)
  return `${named}:mailto:${address(uid, `${field}.email`, email, /^[^\s@:;,"\p{C}]+@[^\s@:;,"\p{C}]+$/u)}`
}

const attendeeOf = (uid: string, attendee: EventAttendee): string =>
  `;PARTSTAT=${(attendee.answer ?? 'needs-action').toUpperCase()}${personOf(uid, 'attendees', attendee)}`

function address(uid: string, field: string, value: string, form: RegExp): string {
  if (!form.test(value)) throw refused(uid, field, 'be an address without spaces', JSON.stringify(value))
  return value
}

function degrees(uid: string, { latitude, longitude }: { latitude: number; longitude: number }): string {
  for (const [field, value, most] of [
    ['geo.latitude', latitude, 90],
    ['geo.longitude', longitude, 180],
  ] as const) {
    if (!(Math.abs(value) <= most)) throw refused(uid, field, `be a number from -${most} to ${most}`, String(value))
  }
  return `${latitude.toFixed(6)};${longitude.toFixed(6)}`
}

function wholeNumber(uid: string, field: string, value: number, least: number): number {
  // The largest INTEGER of section 3.3.8.
  if (!Number.isInteger(value) || value < least || value > 2_147_483_647) {
    throw refused(uid, field, `be a whole number from ${least} to 2147483647`, String(value))
  }
  return value
}

const refused = (uid: string, field: string, rule: string, value: string) =>
  CalendarEventRefused.create({ uid, field, rule, value })
