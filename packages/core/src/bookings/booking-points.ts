/** Where other rooms take part in what happens with bookings. */
import { defineHookPoint, type HookPoint } from '../engine/hook-point.ts'
import type { BookingRow } from './tables.ts'

/** A booking that changed: confirmed, moved, cancelled, over and so on. */
export interface BookingChanging {
  readonly kind: string
  readonly before: BookingRow
  readonly after: BookingRow
}

/**
 * Raised with every change of a booking that stood before, in its transaction, once what it claims and its row are as they will be. A room that keeps something of its
 * own of the booking changes it along, or vetoes. The booking is locked.
 */
export const bookingChanging: HookPoint<BookingChanging> = defineHookPoint<BookingChanging>('bookings.changing')
