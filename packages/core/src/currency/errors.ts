/** What the room of rates refuses. */
import { defineError } from '../values/calotype-error.ts'

export const RateInvalid = defineError<{ currency: string; rate: string; rule: string }>({
  code: 'RATE_INVALID',
  status: 422,
  summary: 'An exchange rate is not an exact decimal above zero.',
  message: ({ currency, rate, rule }) => `rate of ${currency} ${rule}, but is "${rate}".`,
  mend: "Give the price of one unit of the foreign currency in the studio's, such as 7.12 or 0.0475.",
})

export const RateOfOwnCurrency = defineError<{ currency: string }>({
  code: 'RATE_OF_OWN_CURRENCY',
  status: 422,
  summary: "A rate was given for the studio's own currency.",
  message: ({ currency }) => `currency must be a foreign one, but ${currency} is the studio's own.`,
  mend: 'Leave it out: the currency of the studio needs no rate.',
})

export const RateChangeTooLarge = defineError<{ currency: string; rate: string; last: string; percent: number }>({
  code: 'RATE_CHANGE_TOO_LARGE',
  status: 409,
  summary: 'A rate is so far from the last one that it may be a slip.',
  message: ({ currency, rate, last, percent }) =>
    `rate of ${currency} must be within ${percent} % of the last one, ${last}, but is ${rate}.`,
  mend: 'Look at the point of the decimal. Where the rate is right, an authorised person sets it with `confirmed: true`.',
})

export const RateMissing = defineError<{ currency: string; date: string; days: number; last: string | null }>({
  code: 'RATE_MISSING',
  status: 409,
  summary: 'There is no exchange rate of the currency that is new enough.',
  message: ({ currency, date, days, last }) =>
    `rate of ${currency} on ${date} must be at most ${days} days old, but ${last === null ? 'there is none' : `the last is of ${last}`}.`,
  mend: 'Set it with currency.setRates, or raise the setting maxAgeDays of the plugin "currency".',
})

export const RateDatedAhead = defineError<{ validOn: string; latest: string }>({
  code: 'RATE_DATED_AHEAD',
  status: 422,
  summary: 'A rate was given for a day that lies further ahead than tomorrow.',
  message: ({ validOn, latest }) => `validOn must not be after ${latest}, but is ${validOn}.`,
  mend: 'Give the day on which the rate begins to be used: today or tomorrow, or a day of the past.',
})
