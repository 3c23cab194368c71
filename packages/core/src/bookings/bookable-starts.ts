/** The starts at which a service can be booked, of sessions that stand and of new bookings alike. */
import type { QueryContext } from '../engine/context.ts'
import { type FirstStart, firstStarts, type FirstStarts } from './first-starts.ts'
import { lookForSlots, type SlotLook, type SlotsToLookFor } from './look-for-slots.ts'
import { knownSlotsOfPlaces } from './search/places.ts'
import type { UnknownTime } from './search/query.ts'
import type { MinuteWindow } from './search-times.ts'
import { readSessionsToJoin } from './sessions-to-join.ts'

export interface StartsToLookFor extends SlotsToLookFor {
  /** In which starts may lie. */
  readonly window: MinuteWindow
  readonly seats: number
  /** How many are asked for at most: where few are, little is read. All unless told. */
  readonly most?: number
}

export interface BookableStart {
  /** The minute since 1970. */
  readonly start: number
  readonly place: string | null
  /** Seats left of a session that stands; null where a new one would begin. */
  readonly left: number | null
}

export interface BookableStarts extends SlotLook {
  /** In the order of time, each once, searched for as far as they are asked for. */
  readonly starts: Iterable<BookableStart>
}

/**
 * As of the view of the store: who looks claims nothing. Statements: those of lookForSlots and its windows; those of readSessionsToJoin for a service with sessions.
 *
 * @throws WANTED_REFUSED, HOLIDAYS_UNKNOWN
 */
export async function bookableStarts(context: QueryContext, given: StartsToLookFor): Promise<BookableStarts> {
  const { service, window, seats, most: wanted } = given
  const look = await lookForSlots(context, given)
  const most = service.definition.seats
  const sessions = await readSessionsToJoin(context, given, window)
  const joinable = sessions.filter(({ canJoin }) => canJoin)
  const onceOf = (slots: () => KnownSlots) => ({ ...look, starts: onceEach(() => merged(slots(), joinable)) })
  if (window.from >= window.to || seats > most) return onceOf(() => told({ found: [] }))
  if (wanted !== undefined) {
    const first = await firstStarts(look, window, wanted)
    return onceOf(() => told(first))
  }
  const queries = await look.queries(window)
  return onceOf(() => knownSlotsOfPlaces(queries))
}

/** Slots in the order of time, and the unknown time that ends them. */
type KnownSlots = Iterator<FirstStart, UnknownTime | undefined>

function* told({ found, unknown }: FirstStarts): Generator<FirstStart, UnknownTime | undefined> {
  yield* found
  return unknown
}

/** One start is told once, at the first place where it can be. */
function onceEach(found: () => Iterable<BookableStart>): Iterable<BookableStart> {
  return {
    *[Symbol.iterator]() {
      let last = Number.NaN
      for (const one of found()) {
        if (one.start === last) continue
        last = one.start
        yield one
      }
    },
  }
}

/** Both in the order of time; a session that stands comes before a new one at the same time, and before the time of which nothing can be said. */
function* merged(
  slots: KnownSlots,
  sessions: readonly { readonly start: number; readonly left: number }[],
): Generator<BookableStart> {
  let next = 0
  function* sessionsUntil(minute: number): Generator<BookableStart> {
    for (let session = sessions[next]; session !== undefined && session.start <= minute; session = sessions[++next]) {
      yield { start: session.start, place: null, left: session.left }
    }
  }
  for (let slot = slots.next(); ; slot = slots.next()) {
    if (slot.done === true) {
      yield* sessionsUntil(slot.value === undefined ? Number.POSITIVE_INFINITY : slot.value.from - 1)
      if (slot.value !== undefined) throw slot.value.error
      return
    }
    const { start, place } = slot.value
    yield* sessionsUntil(start)
    yield { start, place, left: null }
  }
}
