/** What clocks show and when they show it: those of a zone, or those that a file describes. All in milliseconds. */
import { offsetsOf } from '../../values/time-zone.ts'
import type { OffsetStretch } from '../../values/zone-offsets.ts'

export interface LocalMoment {
  readonly millis: number
  readonly exists: boolean
  /** The first moment at which the clocks show it or later: that of the jump where they jump over it. */
  readonly reached: number
}

export interface LocalClock {
  /** The zone's IANA name; undefined where a file describes its clocks itself. */
  readonly timeZone: string | undefined
  /**
   * The first moment at which the clocks show a local time. One that they jump over is told by the offset before the
   * jump, as RFC 5545, section 3.3.5, says of times that somebody wrote.
   */
  momentOf(local: number): LocalMoment
  localAt(millis: number): number
}

/** More than a zone was ever ahead or behind, and all that a UTC-OFFSET can say. */
export const furthestOffset = 86_400_000

/** @throws TIME_ZONE_UNKNOWN */
export function zoneClock(timeZone: string): LocalClock {
  const offsets = offsetsOf(timeZone)
  return {
    timeZone,
    momentOf: (local) => momentIn(offsets.between(local - furthestOffset, local + furthestOffset), local),
    localAt: (millis) => millis + offsets.at(millis),
  }
}

/** @param stretches in order, without a gap, from minus to plus infinity */
export function describedClock(stretches: readonly OffsetStretch[]): LocalClock {
  return {
    timeZone: undefined,
    momentOf: (local) => {
      const first = indexAt(stretches, local - furthestOffset)
      const last = indexAt(stretches, local + furthestOffset)
      return momentIn(stretches.slice(first, last + 1), local)
    },
    localAt: (millis) => millis + (stretches[indexAt(stretches, millis)]?.offset ?? 0),
  }
}

function momentIn(stretches: readonly OffsetStretch[], local: number): LocalMoment {
  for (const { from, to, offset } of stretches) {
    const millis = local - offset
    if (from <= millis && millis < to) return { millis, exists: true, reached: millis }
  }
  const after = stretches.findIndex(({ from, offset }) => from + offset > local)
  const millis = local - (stretches[after - 1]?.offset ?? stretches[0]?.offset ?? 0)
  return { millis, exists: false, reached: stretches[after]?.from ?? millis }
}

/** Which stretch holds a moment, by halving. */
function indexAt(stretches: readonly OffsetStretch[], millis: number): number {
  let low = 0
  let high = stretches.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((stretches[middle]?.from ?? 0) <= millis) low = middle
    else high = middle - 1
  }
  return low
}
