import { timeZoneUnknown } from './errors-time.ts'
import { ZoneOffsets } from './zone-offsets.ts'

/** Zones kept at once; the IANA database has about 600 names, a host uses a handful. */
const mostZones = 256

// A memo of a pure function of the runtime's time zone data: no engine can see another through it.
const zones = new Map<string, ZoneOffsets>()
let latestName = ''
let latestOffsets: ZoneOffsets | undefined

/**
 * Whether the name is one of the IANA time zone database that this runtime knows. Bare offsets such as '+08:00' are
 * not.
 */
export function isTimeZone(timeZone: string): boolean {
  return zones.has(timeZone) || formatterOf(timeZone) !== undefined
}

/**
 * Answers the name when it is a time zone.
 *
 * @throws TIME_ZONE_UNKNOWN
 */
export function requireTimeZone(timeZone: string): string {
  if (!isTimeZone(timeZone)) throw timeZoneUnknown.create({ timeZone })
  return timeZone
}

/**
 * Minutes that local time is ahead of UTC: 480 in Shanghai. A fraction where a zone still kept its local mean time,
 * such as -44.5 in Monrovia in 1930; calculate with {@link offsetMillisAt} to stay in whole numbers.
 *
 * @param millis milliseconds since 1970-01-01T00:00:00Z
 * @throws TIME_ZONE_UNKNOWN
 */
export function offsetMinutesAt(timeZone: string, millis: number): number {
  return offsetsOf(timeZone).at(millis) / 60_000
}

/**
 * Milliseconds that local time is ahead of UTC.
 *
 * @throws TIME_ZONE_UNKNOWN
 */
export function offsetMillisAt(timeZone: string, millis: number): number {
  return offsetsOf(timeZone).at(millis)
}

/**
 * The table of a zone's offsets.
 *
 * @throws TIME_ZONE_UNKNOWN
 */
export function offsetsOf(timeZone: string): ZoneOffsets {
  if (timeZone === latestName && latestOffsets !== undefined) return latestOffsets
  let offsets = zones.get(timeZone)
  if (offsets === undefined) {
    const formatter = formatterOf(timeZone)
    if (formatter === undefined) throw timeZoneUnknown.create({ timeZone })
    offsets = new ZoneOffsets((millis) => readOffset(formatter.format(millis)))
    if (zones.size >= mostZones) zones.delete(zones.keys().next().value ?? '')
    zones.set(timeZone, offsets)
  }
  latestName = timeZone
  latestOffsets = offsets
  return offsets
}

function formatterOf(timeZone: string): Intl.DateTimeFormat | undefined {
  if (typeof timeZone !== 'string' || !/^[A-Za-z]/.test(timeZone)) return undefined
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset', hour: 'numeric' })
  } catch {
    return undefined
  }
}

/** Reads the end of a text such as '4 PM GMT+08:00', '12 AM GMT' or '11 PM GMT-00:44:30'. */
function readOffset(text: string): number {
  const at = text.lastIndexOf('GMT') + 3
  if (at === text.length) return 0
  const seconds =
    Number(text.slice(at + 1, at + 3)) * 3600 +
    Number(text.slice(at + 4, at + 6)) * 60 +
    Number(text.slice(at + 7, at + 9))
  return text.charCodeAt(at) === 45 ? -seconds * 1000 : seconds * 1000
}
