/** Whether a booking can be moved to another time by its state and by how often it was moved. */
import type { CommandContext } from '../engine/context.ts'
import { afterStep, type BookingState, statesFor } from './booking-state.ts'
import { BookingStateRefused, MovedTooOften } from './errors.ts'
import type { Service } from './services.ts'
import type { BookingRow } from './tables.ts'

/** @throws BOOKING_STATE_REFUSED, MOVED_TOO_OFTEN */
export function requireMovable(
  context: CommandContext,
  { state, number, moves, branch }: BookingRow,
  { definition }: Service,
): void {
  if (afterStep(state as BookingState, 'move') === undefined) {
    throw BookingStateRefused.create({ number, state, step: 'move', states: statesFor('move') })
  }
  const { most } = definition.rescheduling
  if (most !== undefined && moves >= most && !context.may('bookings.ignoreTerms', branch)) {
    throw MovedTooOften.create({ number, most })
  }
}
