/** What other rooms, plugins and hosts may import of the bookings. */
export { asItStands, inStates, standingState } from './as-it-stands.ts'
export { type BookableStart, type BookableStarts, bookableStarts, type StartsToLookFor } from './bookable-starts.ts'
export { assignedTo, type AssignedTo, type KnownAs, whoseOf } from './booked-as.ts'
export { type BookingChanging, bookingChanging } from './booking-points.ts'
export { type BookingState, type BookingStep, bookingStates, openBookingStates } from './booking-state.ts'
export { bookingNumbersToken } from './booking-numbers.ts'
export { requireTravelOfHost } from './check-travel.ts'
export { bookingToChange } from './booking-to-change.ts'
export { type Depositing, type DepositToPay, depositsDue } from './deposits-due.ts'
export { endOverHold, holdTime, releaseHold } from './end-holds.ts'
export {
  AnswerOutdated,
  BookingOrderOther,
  BookingOtherDay,
  BookingRebooked,
  BookingOtherBranch,
  BookingServiceSame,
  BookingStateRefused,
  BookingTimeRefused,
  BookingUnknown,
  ChangeTooLate,
  DepositDue,
  FeeWithoutOrder,
  MovedTooOften,
  OrderHasBookings,
  ReasonNeeded,
  SeatsShort,
  SeriesInvalid,
  SeriesTaken,
  ServiceInvalid,
  ServiceUnknown,
  SessionUnknown,
  SlotTaken,
  SwapRefused,
  WantedRefused,
} from './errors.ts'
export {
  type BookingChanged,
  bookingChanged,
  bookingEvents,
  type InstantsMoved,
  instantsMoved,
  type ServiceSaved,
  serviceSaved,
} from './events.ts'
export type { MovedInstant } from './moved-instants.ts'
export type { Book } from './operations/book.ts'
export type { BookedSeries, BookSeries } from './operations/book-series.ts'
export type { BookedTogether, BookTogether } from './operations/book-together.ts'
export type { CancelBooking } from './operations/cancel.ts'
export type { AnswerBooking } from './operations/answer.ts'
export type { ChangeService } from './operations/change-service.ts'
export type { MovedSession, MoveSession } from './operations/move-session.ts'
export type { RebookBooking } from './operations/rebook.ts'
export type { CheckIn } from './operations/check-in.ts'
export type { CompleteBooking } from './operations/complete.ts'
export { type ConfirmBooking, confirm as confirmBooking } from './operations/confirm.ts'
export type { DayRefused } from './day-refused.ts'
export {
  type ExplainedRequirement,
  type ExplainedResource,
  type ServiceFull,
  type WhyNot,
  type WhyNotKind,
  whyNotKinds,
} from './explained.ts'
export type { AgainstStart } from './against-start.ts'
export type { ExplainedSession, ExplainedSlot, ExplainedStart, ExplainSlot } from './operations/explain-slot.ts'
export type { FindSlots, SlotFound, SlotsFound } from './operations/find-slots.ts'
export type { HoldTime } from './operations/hold.ts'
export type { KeepLocalTime, KeptLocalTime, LeftInstant, LocalTimesKept } from './operations/keep-local-time.ts'
export type { LinkBooking } from './operations/link.ts'
export type { BookingPage, ListBookings } from './operations/list-bookings.ts'
export type { ListServices, ServiceList } from './operations/list-services.ts'
export type { ListMovedInstants, MovedInstants } from './operations/list-moved-instants.ts'
export type { MoveBooking } from './operations/move.ts'
export type { RecordNoShow as RecordBookingNoShow } from './operations/no-show.ts'
export type { BookingEvent, BookingWithHistory, ReadBooking } from './operations/read-booking.ts'
export type { ReassignBooking } from './operations/reassign.ts'
export type { SaveService } from './operations/save-service.ts'
export type { SwapBookings, SwappedBookings } from './operations/swap.ts'
export { zoneRulesToken } from './zone-rules.ts'
export { bookableWindow } from './on-time.ts'
export { bookingsRoom } from './plugin.ts'
export { bookingAnswers, type BookedResource, type Booking, type BookingAnswer } from './present-booking.ts'
export { bookingErrors } from './operation-errors.ts'
export { bookingSchema } from './present-booking.ts'
export { presentBookings, readAssignedTo } from './assignments.ts'
export type { ServiceShown } from './present-service.ts'
export { requireWanted } from './require-wanted.ts'
export { instantOfMinute, minuteOf } from './minutes.ts'
export { requireService, type Service, serviceById, servicesById } from './services.ts'
export type { ServiceDefinition } from './service-definition.ts'
export { type BookingsSettings, bookingsSettings } from './settings.ts'
export {
  type AssignmentRow,
  type BookingEventRow,
  type BookingRow,
  bookingsAssignments,
  bookingsBookings,
  bookingsDeposits,
  bookingsEvents,
  bookingsServices,
  type ServiceRow,
} from './tables.ts'
export { holdBooker } from './who-books.ts'
