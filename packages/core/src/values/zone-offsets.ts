import { millisPerDay } from './civil-day.ts'
import { instantOutOfRange } from './errors-time.ts'

/**
 * A stretch of time [from, to) in which a zone keeps one offset. All in milliseconds; the offset is local minus UTC.
 */
export interface OffsetStretch {
  readonly from: number
  readonly to: number
  readonly offset: number
}

const chunkLength = 366 * millisPerDay

// The shortest stretch that any zone keeps between 1900 and 2100 in tzdb 2026c is 3.98 days (Africa/Freetown, September
// 1939; 6.95 days since 1970: Ramadan in Gaza, Brazil's north-east in October 2000), so a probe a day meets each of
// them.
const probeStep = millisPerDay

const mostChunks = 1024
const furthestMillis = 3e14

/**
 * The offsets of one zone, found by asking the runtime's ICU once a day of a year and bisecting where the answer
 * changes, the first time that a time in that year is asked for. A kept formatter answers in 2 µs, this table in some
 * 20 ns.
 */
export class ZoneOffsets {
  readonly #ask: (millis: number) => number
  readonly #chunks = new Map<number, readonly OffsetStretch[]>()
  #latest: OffsetStretch = { from: 0, to: 0, offset: 0 }

  constructor(ask: (millis: number) => number) {
    this.#ask = ask
  }

  /** Milliseconds that local time is ahead of UTC at this time. */
  at(millis: number): number {
    const latest = this.#latest
    if (millis >= latest.from && millis < latest.to) return latest.offset
    // Also false for NaN. Wider than the years of an instant, so that a day at their edge can be looked up.
    if (!(Math.abs(millis) < furthestMillis)) throw instantOutOfRange.create({ value: millis })
    for (const stretch of this.#chunk(Math.floor(millis / chunkLength))) {
      if (millis < stretch.to) {
        this.#latest = stretch
        return stretch.offset
      }
    }
    return this.#ask(millis)
  }

  /** The stretches that meet [from, to), in order and without a gap. Neighbours may have the same offset. */
  between(from: number, to: number): OffsetStretch[] {
    const met: OffsetStretch[] = []
    for (let index = Math.floor(from / chunkLength); index * chunkLength < to; index++) {
      for (const stretch of this.#chunk(index)) if (stretch.to > from && stretch.from < to) met.push(stretch)
    }
    return met
  }

  #chunk(index: number): readonly OffsetStretch[] {
    const known = this.#chunks.get(index)
    if (known !== undefined) return known
    const found = this.#discover(index * chunkLength, (index + 1) * chunkLength)
    if (this.#chunks.size >= mostChunks) this.#chunks.clear()
    this.#chunks.set(index, found)
    return found
  }

  #discover(from: number, to: number): OffsetStretch[] {
    const stretches: OffsetStretch[] = []
    let start = from
    let offset = this.#ask(from)
    for (let probe = from; probe < to; probe += probeStep) {
      const next = Math.min(probe + probeStep, to)
      // The end of the chunk is the first moment of the next one, so the last moment of this one is asked for.
      const offsetThere = this.#ask(next === to ? to - 1000 : next)
      if (offsetThere === offset) continue
      const changed = this.#bisect(probe, next, offset)
      stretches.push({ from: start, to: changed, offset })
      start = changed
      offset = offsetThere
    }
    stretches.push({ from: start, to, offset })
    return stretches
  }

  /**
   * The first whole second in (low, high] that no longer has this offset. The time zone database knows whole seconds
   * only.
   */
  #bisect(low: number, high: number, offset: number): number {
    let before = low / 1000
    let after = high / 1000
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2)
      if (this.#ask(middle * 1000) === offset) before = middle
      else after = middle
    }
    return after * 1000
  }
}
