export type { CalendarDate, CalendarMonth } from './calendar-date.ts'
export {
  addDays,
  addMonths,
  dateOfEpochDay,
  daysBetween,
  epochDayOf,
  isCalendarDate,
  lastDayOfMonth,
  monthOf,
  parseCalendarDate,
  weekday,
} from './calendar-date.ts'
export type { BusinessDays } from './business-day.ts'
export { businessDays } from './business-day.ts'
export type { ErrorDetails, ErrorKind } from './calotype-error.ts'
export { CalotypeError, defineError, errorKindMalformed, isCalotypeError } from './calotype-error.ts'
export { currencyCodes, currencyScale, isCurrency, requireSameCurrency } from './currency.ts'
export * from './errors.ts'
export type { Id } from './id.ts'
export { createIdFactory, idMillis, isId } from './id.ts'
export type { Instant } from './instant.ts'
export { addMillis, instantFromMillis, isInstant, millisOf, parseInstant } from './instant.ts'
export { Interval } from './interval.ts'
export type { Json } from './json.ts'
export { canonicalJson } from './json.ts'
export type { LocalTimePolicy } from './local-time.ts'
export { localTimeAt, localTimeToInstant } from './local-time.ts'
export { Money } from './money.ts'
export type { NumberReset, NumberSequence } from './number-sequence.ts'
export { defineNumberSequence } from './number-sequence.ts'
export type { OptionChecks, OptionErrorKind } from './option-checks.ts'
export { addressWithoutSecrets, optionChecks } from './option-checks.ts'
export { maxQuantityDecimals, maxQuantityIntegerDigits, Quantity } from './quantity.ts'
export type { RoundingMode } from './rounding.ts'
export { divideRounded, requireRoundingMode, roundingModes } from './rounding.ts'
export { similarNames } from './similar-names.ts'
export type { TimeOfDay } from './time-of-day.ts'
export { isTimeOfDay, minutesOfDay } from './time-of-day.ts'
export { isTimeZone, offsetMillisAt, offsetMinutesAt, requireTimeZone } from './time-zone.ts'
