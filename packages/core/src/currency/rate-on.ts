/** Which rate of a currency is used on a date. For rooms above, inside their commands and queries. */
import type { QueryContext } from '../engine/context.ts'
import { type CalendarDate, daysBetween } from '../values/calendar-date.ts'
import { RateMissing, RateOfOwnCurrency } from './errors.ts'
import { exchangeRate } from './exchange-rate.ts'
import { rateProviderToken } from './rate-provider.ts'
import { currencySettings } from './settings.ts'
import { currencyRates, type RateRow } from './tables.ts'

/** A rate with its source: so many units of the studio's currency for one unit of `currency`. */
export interface UsedRate {
  readonly currency: string
  readonly rate: string
  readonly validOn: CalendarDate
  readonly source: string
}

type Reading = Pick<QueryContext, 'store' | 'studio' | 'settings' | 'resolve'>

/** What rates are read with: the context of a command or of a query. */
export type RateContext = Omit<Reading, 'store'> & { readonly store: Pick<QueryContext['store'], 'find'> }

/**
 * The last rate before the end of a date, however old: what was set, or what the host knows where that is of a later day.
 * Undefined where there is none. One statement.
 */
export async function lastRate(
  context: RateContext,
  currency: string,
  date: CalendarDate,
): Promise<UsedRate | undefined> {
  return lastKnown(context, currency, date, await lastSetRate(context, currency, date))
}

/** The rate that was set last for the latest day up to a date, of which one that the host knows may be later. One statement. */
export async function lastSetRate(
  { store, studio }: RateContext,
  currency: string,
  date: CalendarDate,
): Promise<RateRow | undefined> {
  const { currency: quote } = studio
  if (currency === quote) throw RateOfOwnCurrency.create({ currency })
  const [set] = await store.find(currencyRates, {
    where: { base: currency, quote, validOn: { lte: date } },
    orderBy: ['-validOn', '-revision'],
    limit: 1,
  })
  return set
}

/** Of the rate that was set last and the one that the host knows, the one of the later day. */
export function lastKnown(
  context: Pick<RateContext, 'resolve' | 'studio'>,
  currency: string,
  date: CalendarDate,
  set: RateRow | undefined,
): UsedRate | undefined {
  const { currency: quote } = context.studio
  const provided = context.resolve(rateProviderToken).rateOn({ currency, quote, date })
  const known = set === undefined ? undefined : { currency, rate: set.rate, validOn: set.validOn, source: set.source }
  if (provided === undefined || provided.validOn > date) return known
  if (known !== undefined && known.validOn >= provided.validOn) return known
  const { rate, validOn, source } = provided
  return { currency, rate: exchangeRate(currency, rate), validOn, source }
}

/**
 * The rate in use on a date. One statement.
 *
 * @throws RATE_MISSING where the last one is older than the setting maxAgeDays
 */
export async function rateOn(context: RateContext, currency: string, date: CalendarDate): Promise<UsedRate> {
  const last = await lastRate(context, currency, date)
  const { maxAgeDays: days } = await context.settings(currencySettings)
  if (last === undefined || daysBetween(last.validOn, date) > days) {
    throw RateMissing.create({ currency, date, days, last: last?.validOn ?? null })
  }
  return last
}
