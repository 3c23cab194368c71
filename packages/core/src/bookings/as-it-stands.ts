/** Bookings as they stand: a hold whose time is over has expired, whether that was noted already or not. Pure. */
import { isOver } from '../claims/index.ts'
import type { Filter } from '../storage/filter.ts'
import type { Instant } from '../values/instant.ts'
import { type BookingState, isOpenState } from './booking-state.ts'
import type { BookingRow } from './tables.ts'

type Noted = Pick<BookingRow, 'state' | 'expiresAt'>

export const standingState = (booking: Noted, now: Instant): BookingState =>
  booking.state === 'held' && isOver(booking, now) ? 'expired' : (booking.state as BookingState)

/** Whether it takes anybody's time. */
export const isStillOpen = (booking: Noted, now: Instant): boolean => isOpenState(standingState(booking, now))

/** The booking as it is to be told. */
export function asItStands(booking: BookingRow, now: Instant): BookingRow {
  const state = standingState(booking, now)
  return state === booking.state ? booking : { ...booking, state, isOpen: isOpenState(state) }
}

/** Bookings that stand in one of these states. */
export function inStates(states: readonly BookingState[], now: Instant): Filter<BookingRow> {
  const [held, expired] = [states.includes('held'), states.includes('expired')]
  const inThese = { state: { in: states } }
  if (held === expired) return inThese
  const over: Filter<BookingRow> = { state: 'held', expiresAt: { lte: now } }
  // What is noted stands outside, where an index finds it.
  return held ? { ...inThese, not: over } : { state: { in: [...states, 'held'] }, anyOf: [inThese, over] }
}
