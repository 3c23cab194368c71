import { intervalEmpty } from './errors-time.ts'
import type { Instant } from './instant.ts'
import { millisOf, parseInstant } from './instant.ts'

/**
 * A stretch of time [start, end): the start belongs to it, the end does not, so neighbours touch and never overlap.
 * Immutable, never empty.
 */
export class Interval {
  readonly start: Instant
  readonly end: Instant

  private constructor(start: Instant, end: Instant) {
    if (start >= end) throw intervalEmpty.create({ start, end })
    this.start = start
    this.end = end
  }

  /** @throws INTERVAL_EMPTY when the end is not after the start; INSTANT_MALFORMED, INSTANT_OUT_OF_RANGE */
  static of(start: Instant, end: Instant): Interval {
    return new Interval(parseInstant(start), parseInstant(end))
  }

  get durationMillis(): number {
    return millisOf(this.end) - millisOf(this.start)
  }

  /** @throws INSTANT_MALFORMED */
  contains(instant: Instant): boolean {
    const point = parseInstant(instant)
    return this.start <= point && point < this.end
  }

  /** Whether the other lies wholly inside this one. */
  encloses(other: Interval): boolean {
    return this.start <= other.start && other.end <= this.end
  }

  /** Whether the two share any time. Neighbours that only touch do not. */
  overlaps(other: Interval): boolean {
    return this.start < other.end && other.start < this.end
  }

  /** Whether one ends exactly where the other starts. */
  touches(other: Interval): boolean {
    return this.end === other.start || other.end === this.start
  }

  /** The time that both share, or undefined. */
  intersection(other: Interval): Interval | undefined {
    if (!this.overlaps(other)) return undefined
    return new Interval(later(this.start, other.start), earlier(this.end, other.end))
  }

  /** The two as one when they overlap or touch, or undefined when there is a gap between them. */
  union(other: Interval): Interval | undefined {
    if (!this.overlaps(other) && !this.touches(other)) return undefined
    return new Interval(earlier(this.start, other.start), later(this.end, other.end))
  }

  /** What is left of this one without the other: none, one or two intervals, in order. */
  subtract(other: Interval): Interval[] {
    if (!this.overlaps(other)) return [this]
    const left: Interval[] = []
    if (this.start < other.start) left.push(new Interval(this.start, other.start))
    if (other.end < this.end) left.push(new Interval(other.end, this.end))
    return left
  }

  equals(other: Interval): boolean {
    return this.start === other.start && this.end === other.end
  }

  /** `start/end`, the form of ISO 8601-1, section 5.5. */
  toString(): string {
    return `${this.start}/${this.end}`
  }

  toJSON(): { start: Instant; end: Instant } {
    return { start: this.start, end: this.end }
  }
}

// Canonical instants sort as text.
function earlier(a: Instant, b: Instant): Instant {
  return a < b ? a : b
}

function later(a: Instant, b: Instant): Instant {
  return a > b ? a : b
}
