/** What every operation that takes a payment may refuse of its foreign money. */
import { RateChangeTooLarge, RateInvalid, RateMissing } from '../currency/index.ts'
import { currencyUnknown } from '../values/errors.ts'
import { ForeignLegInvalid, ForeignMoneyRefused } from './foreign-errors.ts'

export const foreignRefusals = [
  ForeignMoneyRefused,
  ForeignLegInvalid,
  RateMissing,
  RateInvalid,
  RateChangeTooLarge,
  currencyUnknown,
] as const
