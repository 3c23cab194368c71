/** What a cancellation of lines may be refused with. */
import { ForfeitExceedsDeposits } from '../ledger/index.ts'
import { FlowVersionUnknown } from '../stages/index.ts'
import {
  ForfeitBeyondLimit,
  LineIsLast,
  LineNotChangeable,
  LinesBelongTogether,
  LineUnknown,
  OrderChanged,
  OrderClosed,
  OrderUnknown,
  ReasonMissing,
} from './errors.ts'

export const lineCancellationErrors = [
  OrderUnknown,
  OrderClosed,
  OrderChanged,
  LineUnknown,
  LineNotChangeable,
  LineIsLast,
  LinesBelongTogether,
  ReasonMissing,
  ForfeitBeyondLimit,
  ForfeitExceedsDeposits,
  FlowVersionUnknown,
] as const
