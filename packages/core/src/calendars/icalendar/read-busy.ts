/** Reads a calendar of somebody else as times at which they are busy. Nothing else of it is read: no guests, and titles only where they are asked for. */
import { millisPerDay } from '../../values/civil-day.ts'
import { type Instant, instantFromMillis, millisOf } from '../../values/instant.ts'
import { requireTimeZone } from '../../values/time-zone.ts'
import { CalendarWindowInvalid } from '../errors.ts'
import { BusyEvents } from './busy-events.ts'
import { type BusyLimits, limitsOf } from './busy-limits.ts'
import { FileZones, namedZone } from './file-zones.ts'
import { readComponents } from './read-components.ts'
import { Skipped, type SkippedParts } from './skipped.ts'
import { Work } from './work.ts'
import { mergeSpans } from './write-free-busy.ts'

export interface ReadBusyOptions {
  readonly from: Instant
  readonly to: Instant
  /** For whole days and times without a zone, where the file does not say its zone (X-WR-TIMEZONE). */
  readonly timeZone: string
  readonly limits?: Partial<BusyLimits>
  /** Also the titles of events that are not marked as private or confidential. False unless told. */
  readonly titles?: boolean
}

export interface BusySpan {
  readonly from: Instant
  readonly to: Instant
  /** Null where the file gives none. */
  readonly uid: string | null
  readonly tentative: boolean
  /** Whether it is of whole days. */
  readonly wholeDay: boolean
  /** Null where it is not asked for, is private, or is none. */
  readonly title: string | null
}

export interface BusyReading {
  /** Each time by itself, in order; those that overlap the window, whole. */
  readonly spans: readonly BusySpan[]
  /** The times at which anything is busy, cut to the window; what overlaps or touches is one. */
  readonly merged: readonly { readonly from: Instant; readonly to: Instant }[]
  /** Events, free and busy times that the file has. */
  readonly components: number
  /** What was left out, or is not certain, and why; empty where everything was read. */
  readonly skipped: readonly SkippedParts[]
  /** The zone of whole days and times without a zone. */
  readonly timeZone: string
}

/** Instants have the years 1 to 9999; what begins before or lasts longer is cut. */
const [earliest, latest] = [millisOf('0001-01-01T00:00:00.000Z'), millisOf('9999-12-31T23:59:59.999Z')]

/**
 * Busy are events but those that are cancelled or transparent, and what VFREEBUSY says. Recurring events are told one by
 * one, changed and left out occurrences as the file says.
 *
 * @throws CALENDAR_FILE_REFUSED, CALENDAR_WINDOW_INVALID, TIME_ZONE_UNKNOWN, INSTANT_MALFORMED
 */
export function readBusy(bytes: Uint8Array, options: ReadBusyOptions): BusyReading {
  const limits = limitsOf(options.limits ?? {})
  const [from, to] = [millisOf(options.from), millisOf(options.to)]
  if (from >= to || to - from > limits.years * 366 * millisPerDay) {
    const rule = `be after ${options.from}, by at most ${limits.years} years`
    throw CalendarWindowInvalid.create({ field: 'to', rule, value: options.to })
  }
  requireTimeZone(options.timeZone)
  const file = readComponents(bytes, limits, { titles: options.titles ?? false })
  const skipped = new Skipped()
  if (file.otherCharset) skipped.add('charset', null)
  for (let line = 0; line < file.malformedLines; line++) skipped.add('line-malformed', null)
  const named = file.timeZone === undefined ? undefined : namedZone(file.timeZone)
  if (file.timeZone !== undefined && named === undefined) skipped.add('calendar-zone-unknown', null)
  const timeZone = named ?? options.timeZone
  const work = new Work(limits.work)
  const zones = new FileZones(file.components, timeZone, { from, to, work })
  const reading = new BusyEvents({ from, to, zones, limits, skipped, work })
  reading.read(file.components)
  const found = reading
    .spans()
    .map((span) => ({ ...span, from: Math.max(earliest, span.from), to: Math.min(latest, span.to) }))
    .sort((one, other) => one.from - other.from || one.to - other.to)
  const cut = found.map((span) => ({ from: Math.max(from, span.from), to: Math.min(to, span.to) }))
  return {
    spans: found.map((span) => ({ ...span, from: instantFromMillis(span.from), to: instantFromMillis(span.to) })),
    merged: mergeSpans(cut).map((span) => ({ from: instantFromMillis(span.from), to: instantFromMillis(span.to) })),
    components: file.components.filter(({ name }) => name !== 'VTIMEZONE').length,
    skipped: skipped.list(),
    timeZone,
  }
}
