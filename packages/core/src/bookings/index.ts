/** What other rooms, plugins and hosts may import of the bookings. */
export { type BookingState, type BookingStep, bookingStates } from './booking-state.ts'
export { bookingNumbersToken } from './booking-numbers.ts'
export {
  BookingOrderOther,
  BookingOtherBranch,
  BookingStateRefused,
  BookingTimeRefused,
  BookingUnknown,
  ChangeTooLate,
  FeeWithoutOrder,
  MovedTooOften,
  OrderHasBookings,
  ReasonNeeded,
  SeatsShort,
  SeriesInvalid,
  ServiceInvalid,
  ServiceUnknown,
  type Shortage as SlotShortage,
  SlotTaken,
  SwapRefused,
  WantedRefused,
} from './errors.ts'
export { type BookingChanged, bookingChanged, bookingEvents, type ServiceSaved, serviceSaved } from './events.ts'
export type { Book } from './operations/book.ts'
export type { BookedSeries, BookSeries } from './operations/book-series.ts'
export type { BookedTogether, BookTogether } from './operations/book-together.ts'
export type { CancelBooking } from './operations/cancel.ts'
export type { CheckIn } from './operations/check-in.ts'
export type { CompleteBooking } from './operations/complete.ts'
export type { ConfirmBooking } from './operations/confirm.ts'
export type { ExplainedResource, ExplainedSlot, ExplainSlot } from './operations/explain-slot.ts'
export type { FindSlots, SlotFound, SlotsFound } from './operations/find-slots.ts'
export type { HoldTime } from './operations/hold.ts'
export type { LinkBooking } from './operations/link.ts'
export type { BookingPage, ListBookings } from './operations/list-bookings.ts'
export type { ListServices, ServiceList } from './operations/list-services.ts'
export type { MoveBooking } from './operations/move.ts'
export type { RecordNoShow as RecordBookingNoShow } from './operations/no-show.ts'
export type { BookingEvent, BookingWithHistory, ReadBooking } from './operations/read-booking.ts'
export type { ReassignBooking } from './operations/reassign.ts'
export type { SaveService } from './operations/save-service.ts'
export type { SwapBookings, SwappedBookings } from './operations/swap.ts'
export { bookingsRoom } from './plugin.ts'
export type { BookedResource, Booking } from './present-booking.ts'
export type { ServiceShown } from './present-service.ts'
export type { ServiceDefinition } from './service-definition.ts'
export { type BookingsSettings, bookingsSettings } from './settings.ts'
export {
  type AssignmentRow,
  type BookingEventRow,
  type BookingRow,
  bookingsAssignments,
  bookingsBookings,
  bookingsEvents,
  bookingsServices,
  type ServiceRow,
} from './tables.ts'
