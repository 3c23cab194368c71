/** What of a calendar was left out, or is not certain. */

export type SkipReason =
  /** Cancelled, or marked as not taking time: not busy, as its owner says. */
  | 'cancelled'
  | 'transparent'
  /** No DTSTART, or a time, end or duration that cannot be read. */
  | 'time-invalid'
  /** It takes no time: it ends when it begins. */
  | 'no-time'
  /** Its TZID is neither an IANA nor a Windows name, and the file does not describe it. */
  | 'zone-unknown'
  /** X-WR-TIMEZONE is no known zone; the zone that was given was used. */
  | 'calendar-zone-unknown'
  | 'rule-invalid'
  /** RSCALE and SKIP (RFC 7529), and EXRULE of the former standard. */
  | 'rule-unsupported'
  /** Its rule has more times in the window than an event may have; those of its rule are left out. */
  | 'rule-too-dense'
  /** The search for its occurrences passed its bounds; those of its rule are left out. */
  | 'rule-too-slow'
  /** All rules before it took the work that a file may take; those of its rule are left out. */
  | 'work-limit'
  /** More busy times than an event or a file may have; the first in the file are there. */
  | 'occurrences-limit'
  /** An older version of an event or occurrence that the file has twice. */
  | 'superseded'
  /** A change for this and all later occurrences (RANGE); it was read for the one alone. */
  | 'range-ignored'
  /** A date of RDATE or EXDATE, or a period, that cannot be read. */
  | 'date-invalid'
  /** A line that is no property. */
  | 'line-malformed'
  /** Not UTF-8: times are read, ids may be wrong. */
  | 'charset'

export interface SkippedParts {
  readonly reason: SkipReason
  readonly count: number
  /** The first few events, where they have a UID. */
  readonly uids: readonly string[]
}

const namedUids = 5

export class Skipped {
  readonly #parts = new Map<SkipReason, { count: number; uids: Set<string> }>()

  add(reason: SkipReason, uid: string | null): void {
    const part = this.#parts.get(reason) ?? { count: 0, uids: new Set<string>() }
    part.count++
    if (uid !== null && part.uids.size < namedUids) part.uids.add(uid)
    this.#parts.set(reason, part)
  }

  list(): SkippedParts[] {
    return [...this.#parts].map(([reason, { count, uids }]) => ({ reason, count, uids: [...uids] }))
  }
}
