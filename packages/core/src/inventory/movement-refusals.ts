/** What any movement may be refused for; operations add their own. */
import { PeriodClosed } from '../ledger/index.ts'
import {
  LotInvalid,
  MovementInFuture,
  MovementInvalid,
  SerialInvalid,
  StockBackdatedShort,
  StockFrozen,
  StockItemInactive,
  StockItemUnknown,
  StockLocationInvalid,
  StockLocationUnknown,
  StockShort,
} from './errors.ts'

export const movementRefusals = [
  StockItemUnknown,
  StockItemInactive,
  StockLocationUnknown,
  StockLocationInvalid,
  StockShort,
  StockBackdatedShort,
  StockFrozen,
  MovementInvalid,
  MovementInFuture,
  LotInvalid,
  SerialInvalid,
  PeriodClosed,
] as const

export type MovementRefusal = (typeof movementRefusals)[number]
