/** What other rooms, plugins and hosts may import of the tills. */
export type { CashMovement } from './cash-movement.ts'
export type { TillDayTotals } from './day-totals.ts'
export * from './errors.ts'
export {
  type TillDayReopened,
  type TillDayWasClosed,
  dayClosed,
  dayReopened,
  type ReceiptReviewed,
  receiptReviewed,
  type TillShiftClosed,
  type TillShiftOpened,
  shiftClosed,
  shiftOpened,
  tillEvents,
} from './events.ts'
export type { CloseTillDay } from './operations/close-day.ts'
export type { CloseTillShift } from './operations/close-shift.ts'
export type { DefineTill } from './operations/define-till.ts'
export type { DropCash } from './operations/drop-cash.ts'
export type { TillHandedOver, HandOverTill } from './operations/hand-over.ts'
export type { ListReceiptsToReview, ReceiptsToReview } from './operations/list-receipts-to-review.ts'
export type { ListTillShifts, TillShifts } from './operations/list-shifts.ts'
export type { ListTills } from './operations/list-tills.ts'
export type { OpenTillShift } from './operations/open-shift.ts'
export type { PayIn } from './operations/pay-in.ts'
export type { PayOut } from './operations/pay-out.ts'
export type { ReadTillDay, TillDay } from './operations/read-day.ts'
export type { ReadTillShiftReport } from './operations/read-shift-report.ts'
export type { ReopenTillDay } from './operations/reopen-day.ts'
export type { ReceiptReview, ReviewReceipt } from './operations/review-receipt.ts'
export { tillsRoom } from './plugin.ts'
export type { TillDayRecord } from './present-day.ts'
export type { TillShift, TillShiftReport } from './present-shift.ts'
export type { Till } from './present-till.ts'
export type { TillSettings } from './settings.ts'
export type { CashCount, MethodCounts } from './shapes.ts'
export { tills, tillsCounts, tillsDays, tillsReviews, tillsShifts } from './tables.ts'
