/** Errors that several operations declare. */
import { CustomerUnknown } from '../customers/index.ts'
import { CommitmentUnknown } from '../ledger/index.ts'
import { LineUnknown, OrderUnknown } from '../orders/index.ts'
import { localTimeMissing } from '../values/errors-time.ts'
import {
  BookingOrderOther,
  BookingTimeRefused,
  DepositDue,
  ReasonNeeded,
  SeatsShort,
  ServiceUnknown,
  SlotTaken,
  WantedRefused,
} from './errors.ts'

/** What booking a time refuses. */
export const takingErrors = [
  ServiceUnknown,
  BookingTimeRefused,
  SlotTaken,
  SeatsShort,
  WantedRefused,
  ReasonNeeded,
  localTimeMissing,
] as const

/** What a new booking refuses. */
export const bookingErrors = [
  ...takingErrors,
  ...[CustomerUnknown, OrderUnknown, LineUnknown, BookingOrderOther, DepositDue, CommitmentUnknown],
] as const
