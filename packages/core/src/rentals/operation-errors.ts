/** The errors that several operations of this room share. */
import { StockItemUnknown } from '../inventory/index.ts'
import {
  AccountUnknown,
  CommitmentCancelled,
  CommitmentUnknown,
  IncomeAccountRefused,
  PeriodClosed,
} from '../ledger/index.ts'
import {
  RentalAmountInvalid,
  RentalItemRefused,
  RentalLinesOverlap,
  RentalOrderMissing,
  RentalPeriodInvalid,
  RentalQuantityInvalid,
  RentalStateRefused,
  RentalUnitGone,
  RentalUnitTaken,
  RentalUnitUnknown,
  RentalUnknown,
} from './errors.ts'

/** Of items and units that were named. */
export const itemErrors = [StockItemUnknown, RentalItemRefused, RentalUnitUnknown, RentalUnitGone] as const

/** Of claiming what lines ask for. */
export const askErrors = [...itemErrors, RentalPeriodInvalid, RentalLinesOverlap, RentalUnitTaken] as const

/** Of taking hold of rentals. */
export const heldErrors = [RentalUnknown, RentalStateRefused] as const

/** Of those that may be parted. */
export const meantErrors = [...heldErrors, RentalQuantityInvalid] as const

/** Of billing the customer. */
export const chargeErrors = [
  RentalAmountInvalid,
  RentalOrderMissing,
  CommitmentUnknown,
  CommitmentCancelled,
  IncomeAccountRefused,
  AccountUnknown,
  PeriodClosed,
] as const
