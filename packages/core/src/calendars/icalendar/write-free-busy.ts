/** Writes busy times alone, without what they are (VFREEBUSY of RFC 5545, section 3.6.4). */
import type { Instant } from '../../values/instant.ts'
import { millisOf } from '../../values/instant.ts'
import { CalendarWindowInvalid } from '../errors.ts'
import { calendarBytes, escapeText } from './content-line.ts'
import { utcValue } from './date-time.ts'

export interface FreeBusyToWrite {
  readonly productId: string
  readonly uid: string
  /** When the busy times were last changed; the DTSTAMP. */
  readonly lastModified: Instant
  readonly from: Instant
  readonly to: Instant
  /** In any order; what overlaps or touches is written as one, and cut to [from, to). */
  readonly busy: readonly { readonly from: Instant; readonly to: Instant }[]
}

/**
 * The octets of the file, UTF-8. Times are in UTC, in whole seconds: what is busy for part of a second is busy for it.
 *
 * @throws CALENDAR_WINDOW_INVALID, INSTANT_MALFORMED
 */
export function writeFreeBusy(times: FreeBusyToWrite): Uint8Array {
  const { productId, uid, lastModified, from, to, busy } = times
  const [begin, end] = [millisOf(from), millisOf(to)]
  if (begin >= end) throw CalendarWindowInvalid.create({ field: 'to', rule: `be after ${from}`, value: to })
  const spans = busy
    .map((span) => ({ from: Math.max(begin, millisOf(span.from)), to: Math.min(end, millisOf(span.to)) }))
    .map((span) => ({ from: Math.floor(span.from / 1000) * 1000, to: Math.ceil(span.to / 1000) * 1000 }))
  return calendarBytes([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:${escapeText(productId)}`,
    'BEGIN:VFREEBUSY',
    `UID:${escapeText(uid)}`,
    `DTSTAMP:${utcValue(millisOf(lastModified))}`,
    `DTSTART:${utcValue(begin)}`,
    `DTEND:${utcValue(end)}`,
    ...mergeSpans(spans).map((span) => `FREEBUSY;FBTYPE=BUSY:${utcValue(span.from)}/${utcValue(span.to)}`),
    'END:VFREEBUSY',
    'END:VCALENDAR',
  ])
}

/** Spans in order, those that overlap or touch as one; empty ones are dropped. */
export function mergeSpans(spans: readonly { from: number; to: number }[]): { from: number; to: number }[] {
  const merged: { from: number; to: number }[] = []
  for (const { from, to } of spans.filter((span) => span.from < span.to).sort((one, other) => one.from - other.from)) {
    const last = merged.at(-1)
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to)
    else merged.push({ from, to })
  }
  return merged
}
