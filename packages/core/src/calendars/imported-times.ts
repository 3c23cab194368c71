/** What a calendar of somebody else makes busy. Pure. */
import type { Window } from '../claims/index.ts'
import { millisPerDay } from '../values/civil-day.ts'
import { type Instant, instantFromMillis, millisOf } from '../values/instant.ts'
import type { BusySpan } from './icalendar/index.ts'
import { mergeSpans } from './icalendar/write-free-busy.ts'

/** Days that are read beyond those that are asked for: a file that stays as it is must be read again only when they are over. */
const daysMore = 31

/** The time that is read of a source: from the beginning of the day on, by UTC, so that it is the same all day. */
export function timeToImport(now: Instant, daysAhead: number): Window {
  const today = Math.floor(millisOf(now) / millisPerDay)
  return { from: midnight(today), to: midnight(today + daysAhead + daysMore + 1) }
}

/** Until when a source must have been read for it to need no reading now. */
export const timeToCover = (now: Instant, daysAhead: number): Instant =>
  instantFromMillis(millisOf(now) + daysAhead * millisPerDay)

const midnight = (day: number): Instant => instantFromMillis(day * millisPerDay)

/** Why a busy time of the file makes nobody busy. */
export type LeftReason = 'own' | 'tentative' | 'whole-day'

export interface CountedSpans {
  readonly spans: readonly BusySpan[]
  readonly left: ReadonlyMap<LeftReason, readonly (string | null)[]>
}

/** The busy times that count. `isOwn` tells the events that this studio wrote itself, by their UIDs. */
export function countedSpans(
  spans: readonly BusySpan[],
  { tentative, wholeDays }: { readonly tentative: boolean; readonly wholeDays: boolean },
  isOwn: (uid: string) => boolean,
): CountedSpans {
  const left = new Map<LeftReason, (string | null)[]>()
  const counted = spans.filter((span) => {
    const reason =
      span.uid !== null && isOwn(span.uid)
        ? 'own'
        : span.tentative && !tentative
          ? 'tentative'
          : span.wholeDay && !wholeDays
            ? 'whole-day'
            : undefined
    if (reason !== undefined) left.set(reason, [...(left.get(reason) ?? []), span.uid])
    return reason === undefined
  })
  return { spans: counted, left }
}

/** Cut to the window; what overlaps or touches is one. In order. */
export function mergedTimes(times: readonly Window[], window: Window): Window[] {
  const [from, to] = [millisOf(window.from), millisOf(window.to)]
  const cut = times.map((one) => ({ from: Math.max(from, millisOf(one.from)), to: Math.min(to, millisOf(one.to)) }))
  return mergeSpans(cut).map((one) => ({ from: instantFromMillis(one.from), to: instantFromMillis(one.to) }))
}

/** Whether two lists of merged times are the same from a moment on. */
export function sameTimes(one: readonly Window[], other: readonly Window[]): boolean {
  return (
    one.length === other.length && one.every((time, at) => time.from === other[at]?.from && time.to === other[at]?.to)
  )
}

const ownUid = /^([\w-]{1,64})@calotype$/

/** The id in a UID as this room writes them. Another studio's look the same: whether it is ours, the store says. */
export const idInUid = (uid: string): string | undefined => ownUid.exec(uid)?.[1]
