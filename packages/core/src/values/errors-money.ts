import { defineError } from './calotype-error.ts'
import { shown } from './error-details.ts'

export const currencyUnknown = defineError({
  code: 'CURRENCY_UNKNOWN',
  status: 400,
  summary: 'A currency code is not one of ISO 4217 that has a minor unit.',
  message: (details: { currency: unknown }) =>
    `currency must be an alphabetic code of ISO 4217 in capitals, got ${shown(details.currency)}`,
  mend: 'Pass a code such as CNY, USD or JPY. Metals, test codes and units of account have no minor unit and are not money here.',
})

export const currencyMismatch = defineError({
  code: 'CURRENCY_MISMATCH',
  status: 400,
  summary: 'Amounts of two currencies met in one calculation.',
  message: (details: { operation: string; left: string; right: string }) =>
    `${details.operation} needs amounts of one currency, got ${details.left} and ${details.right}`,
  mend: 'Convert one amount at an explicit rate first, or keep a total for each currency.',
})

export const moneyNotAString = defineError({
  code: 'MONEY_NOT_A_STRING',
  status: 400,
  summary: 'An amount was given as something other than a decimal string.',
  message: (details: { value: unknown; received: string }) =>
    `amount must be a decimal string, got the ${details.received} ${shown(details.value)}: a number of JavaScript cannot hold most decimal fractions exactly`,
  mend: "Pass a string such as '1000.00', or whole minor units as a bigint to Money.ofMinor.",
})

export const moneyMinorNotABigint = defineError({
  code: 'MONEY_MINOR_NOT_A_BIGINT',
  status: 400,
  summary: 'Minor units were given as something other than a bigint.',
  message: (details: { value: unknown; received: string }) =>
    `minor units must be a bigint, got the ${details.received} ${shown(details.value)}`,
  mend: 'Pass 100000n, or BigInt(value) of a whole number that you trust.',
})

export const moneyMalformed = defineError({
  code: 'MONEY_MALFORMED',
  status: 400,
  summary: 'The text of an amount is not a plain decimal.',
  message: (details: { field: string; value: string }) =>
    `${details.field} must be a plain decimal of an optional sign, digits and at most one point between digits, got ${shown(details.value)}`,
  mend: "Write '1000.00': no separators, blanks, symbols or exponent, and a digit on both sides of the point.",
})

export const moneyTooPrecise = defineError({
  code: 'MONEY_TOO_PRECISE',
  status: 400,
  summary: 'An amount has more decimals than its currency.',
  message: (details: { field: string; value: string; currency: string; scale: number }) =>
    `${details.field} must have at most ${details.scale} decimals, as ${details.currency} has by ISO 4217, got ${shown(details.value)}`,
  mend: ({ field, scale }) =>
    `Pass ${field} with ${scale} decimals or fewer. Nothing is rounded for you: where it is worked out, round on purpose, for example by Money.times with a rounding mode.`,
})

export const moneyOutOfRange = defineError({
  code: 'MONEY_OUT_OF_RANGE',
  status: 422,
  summary: 'An amount leaves the signed 64-bit range of minor units that storage keeps.',
  message: (details: { minor: bigint | string; currency: string }) =>
    `amount must lie between -2^63 and 2^63 - 1 minor units of ${details.currency}, got ${shown(details.minor)}`,
  mend: 'Check the factors and the currency: no studio turns over so much.',
})

export const operatorUnsupported = defineError({
  code: 'OPERATOR_UNSUPPORTED',
  status: 500,
  summary: 'An operator such as + or < was applied to Money or Quantity.',
  message: (details: { type: string; value: string }) =>
    `${details.type} ${details.value} was used with an operator such as + or <, which would go through number or compare as text`,
  mend: 'Use plus, minus, times, compareTo or equals; use toString() for text.',
})

export const roundingModeUnknown = defineError({
  code: 'ROUNDING_MODE_UNKNOWN',
  status: 400,
  summary: 'A rounding mode is missing where a result may be inexact, or is not one of the known ones.',
  message: (details: { mode: unknown; known: readonly string[] }) =>
    `rounding must be one of ${details.known.join(', ')}, got ${shown(details.mode)}`,
  mend: "Name the mode that your policy or your tax law prescribes, for example 'half-up'.",
})

export const divisionByZero = defineError({
  code: 'DIVISION_BY_ZERO',
  status: 400,
  summary: 'Something was to be divided by zero.',
  message: (details: { numerator: bigint }) => `denominator must not be zero, numerator was ${details.numerator}`,
  mend: 'Answer null for a share of nothing before you divide.',
})

export const allocationWeightsInvalid = defineError({
  code: 'ALLOCATION_WEIGHTS_INVALID',
  status: 400,
  summary: 'An amount cannot be shared out by the given weights or number of parts.',
  message: (details: { rule: string; weights: unknown }) =>
    `weights of an allocation ${details.rule}, got ${shown(printable(details.weights))}`,
  mend: 'Pass at least one weight, none negative and not all zero, as bigints or plain decimal strings.',
})

export const quantityMalformed = defineError({
  code: 'QUANTITY_MALFORMED',
  status: 400,
  summary: 'A quantity is neither a plain decimal string nor a whole number.',
  message: (details: { value: unknown }) =>
    `quantity must be a plain decimal string, a bigint or a safe whole number, got ${shown(details.value)}`,
  mend: "Pass fractions as text, such as '2.5': a number of JavaScript cannot hold most of them exactly.",
})

export const quantityOutOfRange = defineError({
  code: 'QUANTITY_OUT_OF_RANGE',
  status: 422,
  summary: 'A quantity has more digits than storage keeps.',
  message: (details: { value: string; maxIntegerDigits: number; maxDecimals: number }) =>
    `quantity has at most ${details.maxIntegerDigits} digits before and ${details.maxDecimals} after the point, got ${shown(details.value)}`,
  mend: 'Choose a smaller unit of measure, or pass a rounding mode where the operation takes one.',
})

function printable(weights: unknown): unknown {
  return Array.isArray(weights) ? weights.map(String) : weights
}
