/** The VTIMEZONE of a zone, from the zone data of the runtime. */
import { dateOfDay, dayOf, millisPerDay } from '../../values/civil-day.ts'
import { offsetsOf } from '../../values/time-zone.ts'
import type { OffsetStretch } from '../../values/zone-offsets.ts'
import { escapeText } from './content-line.ts'
import { localValue, offsetValue } from './date-time.ts'

/** Longer than any summer that a zone had; what lasts longer is a change of the zone. */
const longestSummer = 366 * millisPerDay

/**
 * The lines of the VTIMEZONE that says what clocks show from the year of `from` to the year of `to`, both in
 * milliseconds. Every change is an observance of its own: nothing is guessed of the years beyond, and a rule that
 * changes in the middle is as right as one that stays.
 *
 * DAYLIGHT is what is ahead of the time before and after it for less than a year, in Dublin the summer: readers expect
 * it ahead. What clocks show follows from the offsets, whatever it is called.
 *
 * @throws TIME_ZONE_UNKNOWN
 */
export function timeZoneLines(timeZone: string, from: number, to: number): string[] {
  // A day earlier and later, as the year of the clocks may be another than that of UTC.
  const begin = startOfYear(from - millisPerDay, 0)
  const end = startOfYear(to + millisPerDay, 1)
  // Two years more, to see how the first and the last stretch go on.
  const stretches = joined(offsetsOf(timeZone).between(startOfYear(from, -2), end + 2 * longestSummer))
  const lines = ['BEGIN:VTIMEZONE', `TZID:${escapeText(timeZone)}`]
  for (const [at, stretch] of stretches.entries()) {
    if (stretch.to <= begin || stretch.from >= end) continue
    const before = stretches[at - 1]
    const after = stretches[at + 1]
    const summer =
      before !== undefined &&
      after !== undefined &&
      before.offset < stretch.offset &&
      after.offset < stretch.offset &&
      stretch.to - stretch.from < longestSummer
    const offsetFrom = before?.offset ?? stretch.offset
    const name = summer ? 'DAYLIGHT' : 'STANDARD'
    lines.push(
      `BEGIN:${name}`,
      // What the clocks showed at the moment of the change, by the offset before it; without one, the year's beginning.
      `DTSTART:${localValue(before === undefined ? begin : stretch.from + offsetFrom)}`,
      `TZOFFSETFROM:${offsetValue(offsetFrom)}`,
      `TZOFFSETTO:${offsetValue(stretch.offset)}`,
      `TZNAME:${offsetName(stretch.offset)}`,
      `END:${name}`,
    )
  }
  lines.push('END:VTIMEZONE')
  return lines
}

/** Named by its offset, as the time zone database does where nobody says a name: `+08`, `-0330`. */
const offsetName = (offset: number): string => offsetValue(offset).replace(/^(...)00$/, '$1')

function startOfYear(millis: number, later: number): number {
  const { year } = dateOfDay(Math.floor(millis / millisPerDay))
  return dayOf(Math.max(1, year + later), 1, 1) * millisPerDay
}

/** Neighbours of one offset as one stretch. */
function joined(stretches: readonly OffsetStretch[]): OffsetStretch[] {
  const merged: OffsetStretch[] = []
  for (const stretch of stretches) {
    const last = merged.at(-1)
    if (last !== undefined && last.offset === stretch.offset) {
      merged[merged.length - 1] = { ...last, to: stretch.to }
    } else merged.push(stretch)
  }
  return merged
}
