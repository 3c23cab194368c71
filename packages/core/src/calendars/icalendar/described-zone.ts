/** The clocks that a VTIMEZONE describes. */
import { millisPerDay } from '../../values/civil-day.ts'
import type { OffsetStretch } from '../../values/zone-offsets.ts'
import { readFileTime, readOffset } from './date-time.ts'
import { describedClock, furthestOffset, type LocalClock, zoneClock } from './local-clock.ts'
import { occurrencesOf } from './occurrences.ts'
import type { FileComponent } from './read-components.ts'
import { costOf, readRule } from './recurrence-rule.ts'
import { type Work, workOfBounds } from './work.ts'

/** Observances of one zone that are read: two a year for longer than zones exist. */
const mostObservances = 400

/** Changes of one zone: no zone has as many in a thousand years. */
const mostChanges = 2_000

/** How far before the window changes are looked for; what was in force there began earlier. */
const lookBack = 3 * 366 * millisPerDay

export interface ZoneDesk {
  readonly from: number
  readonly to: number
  readonly work: Work
}

/**
 * The clocks of a VTIMEZONE around [from, to), in milliseconds; undefined where it does not describe any, or where
 * that costs more than the file has left. Changes long before the window are known by the last of each observance.
 */
export function describedZone(component: FileComponent, { from, to, work }: ZoneDesk): LocalClock | undefined {
  const begin = from - lookBack
  const changes: { at: number; before: number; after: number }[] = []
  const observances = component.components.slice(0, mostObservances)
  for (const observance of observances) {
    const start = readFileTime(observance.properties.get('DTSTART')?.[0]?.value ?? '')
    const before = readOffset(observance.properties.get('TZOFFSETFROM')?.[0]?.value ?? '')
    const after = readOffset(observance.properties.get('TZOFFSETTO')?.[0]?.value ?? '')
    if (start === undefined || start.kind === 'utc' || before === undefined || after === undefined) return undefined
    const locals = [start.millis]
    for (const { value } of observance.properties.get('RDATE') ?? []) {
      for (const date of value.split(',')) {
        const time = readFileTime(date)
        if (time === undefined) return undefined
        locals.push(time.kind === 'utc' ? time.millis + before : time.millis)
      }
    }
    for (const { value } of observance.properties.get('RRULE') ?? []) {
      const rule = readRule(value)
      if (typeof rule === 'string' || rule.freq !== 'YEARLY') return undefined
      if (!work.take(costOf(rule, start.millis, begin, to).work)) return undefined
      // Its local times are those of one offset, so they are searched in UTC; UNTIL is in UTC and moves with them.
      const until =
        rule.until?.kind === 'utc' ? { kind: 'utc' as const, millis: rule.until.millis + before } : rule.until
      const found = occurrencesOf({ ...rule, until }, { ...start, kind: 'utc' }, utc, begin, to + furthestOffset)
      if (found === undefined) work.charge(workOfBounds)
      if (found === undefined) return undefined
      for (const local of found) locals.push(local)
    }
    if (changes.length + locals.length > mostChanges) return undefined
    for (const local of locals) changes.push({ at: local - before, before, after })
  }
  changes.sort((one, other) => one.at - other.at)
  return changes.length === 0 ? undefined : describedClock(stretchesOf(changes))
}

const utc = zoneClock('UTC')

function stretchesOf(changes: readonly { at: number; before: number; after: number }[]): OffsetStretch[] {
  const stretches: OffsetStretch[] = []
  let from = Number.NEGATIVE_INFINITY
  let offset = changes[0]?.before ?? 0
  for (const { at, after } of changes) {
    if (at > from) stretches.push({ from, to: at, offset })
    from = at
    offset = after
  }
  stretches.push({ from, to: Number.POSITIVE_INFINITY, offset })
  return stretches
}
