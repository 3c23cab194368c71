/** What other rooms, plugins and hosts may import of the rentals. */
export * from './errors.ts'
export {
  type RentalChanged,
  type RentalCharged,
  type RentalConflictFound,
  type RentalMoved,
  rentalChanged,
  rentalCharged,
  rentalConflictFound,
  rentalEvents,
  rentalMoved,
} from './events.ts'
export type { BlockList, BlockUnits } from './operations/block-units.ts'
export type { CancelRentals } from './operations/cancel-rentals.ts'
export type { ChangeRental } from './operations/change-rental.ts'
export type { HandOutUnits } from './operations/hand-out.ts'
export type { InspectUnits } from './operations/inspect-units.ts'
export type { ListRentalConflicts, RentalConflicts } from './operations/list-conflicts.ts'
export type { DueBack, ListDueBack } from './operations/list-due-back.ts'
export type { DueOut, ListDueOut } from './operations/list-due-out.ts'
export type { InCare, ListInCare } from './operations/list-in-care.ts'
export type { ListOverdue, Overdue } from './operations/list-overdue.ts'
export type { ListRentals } from './operations/list-rentals.ts'
export type { MakeReady } from './operations/make-ready.ts'
export type { Availability, ReadAvailability } from './operations/read-availability.ts'
export type { ReadRentalCalendar, RentalCalendar } from './operations/read-calendar.ts'
export type { ReadUnitHistory, UnitHistory, UnitHistoryRow } from './operations/read-history.ts'
export type { ReadRental, RentalWithEvents } from './operations/read-rental.ts'
export type { ReadRentalTerms } from './operations/read-terms.ts'
export type { RecordNoShow } from './operations/record-no-show.ts'
export type { RecordRepair, RepairRecorded } from './operations/record-repair.ts'
export type { ReserveUnits } from './operations/reserve-units.ts'
export type { SetRentalTerms } from './operations/set-terms.ts'
export type { StartCleaning } from './operations/start-cleaning.ts'
export type { StartRepair } from './operations/start-repair.ts'
export type { TakeBackUnits } from './operations/take-back.ts'
export type { UnblockUnits } from './operations/unblock-units.ts'
export { type RentalOperations, rentalsRoom } from './plugin.ts'
export type { Rental, RentalBlock, RentalEvent, RentalList, RentalPage } from './present-rental.ts'
export type { RentalTerms } from './present-terms.ts'
export {
  readCounts,
  readRentables,
  type RentableItem,
  type RentableUnit,
  requireUnitForRent,
} from './rentable-items.ts'
export { type RentalState, rentalStates } from './rental-state.ts'
export { type RentalSettings, rentalSettings } from './settings.ts'
export { readStockToBook, readUnitsNow, readUses, type StockToBook, whyUnitGone } from './stock-to-book.ts'
export { termsVersion } from './terms.ts'
export { rentalsBlocks, rentalsEvents, rentalsRentals, rentalsTerms } from './tables.ts'
