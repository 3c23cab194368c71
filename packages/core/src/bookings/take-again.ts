/** Turns what a booking holds into what it has, or takes its time anew where the hold is over. */

import type { CommandContext } from '../engine/context.ts'
import type { Instant } from '../values/instant.ts'
import { standingState } from './as-it-stands.ts'
import type { BookedTime } from './booked-time.ts'
import type { Assigned } from './keep-booking.ts'
import { rowOf } from './place-booking.ts'
import type { Service } from './services.ts'
import type { AssignmentRow, BookingRow } from './tables.ts'
import { joinOrOpenSession, keepSession, leaveSession } from './take-session.ts'
import { takeSlot } from './take-slot.ts'
import { keepClaims } from './keep-claims.ts'

export interface TimeAgain {
  readonly booking: BookingRow
  readonly assignments: readonly AssignmentRow[]
  readonly service: Service
  /** Until when it is held from now on; null where it is booked. */
  readonly expiresAt: Instant | null
  /** Takes who is not free as well. */
  readonly overbook?: boolean
}

export interface TakenAgain {
  /** Who is booked now; undefined where nobody changed. */
  readonly assigned: readonly Assigned[] | undefined
  /** What of the booking changes with them. */
  readonly row: Partial<ReturnType<typeof rowOf>>
}

/** When a booking that stands is. */
export const timeOf = (row: BookingRow): BookedTime => ({
  ...{ startsAt: row.startsAt, endsAt: row.endsAt, localDate: row.localDate, localTime: row.localTime },
  ...{ timeZone: row.timeZone, zoneEdition: row.zoneEdition },
})

/**
 * Statements: for a hold that stands the raising of the versions of what it holds; for one that is over those of takeSlot.
 *
 * @throws SLOT_TAKEN, SEATS_SHORT
 */
export async function takeAgain(context: CommandContext, given: TimeAgain): Promise<TakenAgain> {
  const { booking, assignments, service, expiresAt, overbook = false } = given
  const stands = standingState(booking, context.now) === 'held'
  if (stands && (await keepClaims(context, booking.id, expiresAt))) {
    const { sessionId } = booking
    const isKept = sessionId === null || (await keepSession(context, sessionId, { service, expiresAt }))
    if (isKept) return { assigned: undefined, row: {} }
  }
  const time = timeOf(booking)
  const slot = {
    ...{ service, branch: booking.branch, time, wanted: {}, expiresAt, overbook },
    preferred: assignments.map(({ resourceId }) => resourceId),
    replaces: [booking.id],
  }
  const { seats, sessionId: former } = booking
  if (service.definition.seats > 1) {
    const taken = await joinOrOpenSession(context, { ...slot, bookingId: booking.id, seats })
    if (former !== null && former !== taken.sessionId) await leaveSession(context, former)
    return { assigned: taken.assigned, row: rowOf(time, taken, seats) }
  }
  const taken = await takeSlot(context, { ...slot, reference: booking.id })
  return { assigned: taken.assigned, row: rowOf(time, { ...taken, sessionId: null }, seats) }
}
