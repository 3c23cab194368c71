/** Rates that a host holds itself, beside those that were set. */
import { type Token, token } from '../engine/tokens.ts'
import type { CalendarDate } from '../values/calendar-date.ts'

export interface ProvidedRate {
  /** Units of the studio's currency for one unit of the foreign one, as a plain decimal. */
  readonly rate: string
  readonly validOn: CalendarDate
  readonly source: string
}

/**
 * What a host replaces to give rates of its own. It answers from memory and at once: it is asked inside a transaction, which
 * waits for nobody outside. A host that has to fetch rates fetches them beforehand, or calls currency.setRates.
 */
export interface RateProvider {
  /** The latest rate of `currency` in `quote` that is used on the date; undefined where it knows none. */
  rateOn(wanted: {
    readonly currency: string
    readonly quote: string
    readonly date: CalendarDate
  }): ProvidedRate | undefined
}

export const rateProviderToken: Token<RateProvider> = token<RateProvider>('calotype.currency.rates')

/** Knows no rates: only those that were set are used. */
export const noProvider: RateProvider = { rateOn: () => undefined }
