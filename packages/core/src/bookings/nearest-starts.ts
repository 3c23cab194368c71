/** The nearest starts before and after a time at which a service can be booked. */
import { HolidaysUnknown } from '../resources/index.ts'
import type { SlotLook } from './look-for-slots.ts'
import { findSlotsOfPlaces, lastSlotOfPlaces } from './search/places.ts'
import type { Slot, SlotQuery } from './search/query.ts'
import type { MinuteWindow } from './search-times.ts'
import type { SessionToJoin } from './sessions-to-join.ts'

const minutesPerDay = 1440

/** Days before and after the time in which is looked: mostly the nearest are found in the first, and only else is more read. */
const reaches = [2, 31] as const

/** How far is looked, in days. */
export const nearestWithin: number = reaches[1]

export interface NearestAsked {
  /** The first minute that does not begin before the time, and the first that begins after it: they differ by one, but for a time between two minutes. */
  readonly notBefore: number
  readonly later: number
  /** Minutes in which whoever keeps to the terms may book. */
  readonly bookable: MinuteWindow
}

/** The window that is looked at first; undefined of a time that is never booked by the terms, which has none around it. */
export const firstWindow = ({ notBefore, later, bookable }: NearestAsked): MinuteWindow | undefined =>
  notBefore < bookable.from || notBefore >= bookable.to
    ? undefined
    : {
        from: Math.max(bookable.from, notBefore - reaches[0] * minutesPerDay),
        to: Math.min(bookable.to, later + reaches[0] * minutesPerDay),
      }

/** What nearest starts are searched with. */
export interface NearestLook {
  readonly look: SlotLook
  /** Whether a booking of its own has enough seats. */
  readonly opens: boolean
  /** The sessions that begin in a window, and maybe others. */
  sessionsIn(window: MinuteWindow): Promise<readonly SessionToJoin[]>
}

export interface NearestStarts {
  /** Minutes; null where there is none within the time that was looked at. */
  readonly before: number | null
  readonly after: number | null
}

/**
 * The last start before a time and the first after it, at most 31 days away, of new bookings and of sessions with enough seats. From a time that is too soon, over, or too far
 * ahead to be booked, the 31 days are counted from where booking begins, or ends. Where the holiday calendar knows less of that time, less of it is looked at.
 *
 * Statements: for each of two parts of that time, the second only where the first has not both, those of a window of lookForSlots and of sessionsIn.
 */
export async function nearestStarts(nearest: NearestLook, asked: NearestAsked): Promise<NearestStarts> {
  const { bookable } = asked
  const end = Math.min(asked.notBefore, bookable.to)
  const begin = Math.max(asked.later, bookable.from)
  let [before, after]: [number | null, number | null] = [null, null]
  let [looked, lookedTo] = [end, begin]
  for (const days of reaches) {
    const from = Math.max(bookable.from, end - days * minutesPerDay)
    const to = Math.min(bookable.to, begin + days * minutesPerDay)
    const earlier: MinuteWindow = { from: before === null ? from : looked, to: looked }
    const later: MinuteWindow = { from: lookedTo, to: after === null ? to : lookedTo }
    const window = around([earlier, later])
    if (window === undefined) continue
    // What is read for long is not kept.
    const queries = days === reaches[0] ? nearest.look.queries : nearest.look.queriesOnce
    const starts = await startsOf(nearest, window, queries)
    before ??= starts.last(earlier)
    after ??= starts.first(later)
    ;[looked, lookedTo] = [Math.min(looked, from), Math.max(lookedTo, to)]
  }
  return { before, after }
}

/** All that lies in one of them; undefined where nothing does. Only around a time that can be booked both hold anything, and then they touch it. */
function around(windows: readonly MinuteWindow[]): MinuteWindow | undefined {
  const some = windows.filter(({ from, to }) => from < to)
  if (some.length === 0) return undefined
  return { from: Math.min(...some.map(({ from }) => from)), to: Math.max(...some.map(({ to }) => to)) }
}

/** The search goes away from the time: what it finds lies before all that the holiday calendar does not know, and beyond that no slot is looked for. */
function asFarAsKnown(find: () => Slot | null): Slot | null {
  try {
    return find()
  } catch (error) {
    if (HolidaysUnknown.is(error)) return null
    throw error
  }
}

/** What is free in a window, searched part by part when it is asked for. */
async function startsOf(
  { opens, sessionsIn }: NearestLook,
  window: MinuteWindow,
  queriesOf: (window: MinuteWindow) => Promise<readonly SlotQuery[]>,
) {
  const queries = opens ? await queriesOf(window) : []
  const sessions = await sessionsIn(window)
  const queriesIn = (part: MinuteWindow): SlotQuery[] =>
    part.from < part.to ? queries.map((query) => ({ ...query, window: part })) : []
  const joinedIn = ({ from, to }: MinuteWindow): number[] =>
    sessions.flatMap(({ start, canJoin }) => (canJoin && from <= start && start < to ? [start] : []))
  return {
    last(part: MinuteWindow): number | null {
      const slot = asFarAsKnown(() => lastSlotOfPlaces(queriesIn(part)))
      const found = [...joinedIn(part), ...(slot === null ? [] : [slot.start])]
      return found.length === 0 ? null : Math.max(...found)
    },
    first(part: MinuteWindow): number | null {
      const slot = asFarAsKnown(() => findSlotsOfPlaces(queriesIn(part), 1)[0] ?? null)
      const found = [...joinedIn(part), ...(slot === null ? [] : [slot.start])]
      return found.length === 0 ? null : Math.min(...found)
    },
  }
}
