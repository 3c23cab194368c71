/** Rates, for callers. */
import { z } from 'zod'
import type { RateRow } from './tables.ts'

const schema = z.object({
  currency: z.string(),
  /** Units of `quote` for one unit of `currency`: an exact decimal. */
  rate: z.string(),
  quote: z.string(),
  /** The first business date on which it is used. */
  validOn: z.string(),
  source: z.string(),
  setAt: z.string(),
  setBy: z.string(),
})

export interface ExchangeRate extends z.output<typeof schema> {}

export const exchangeRateSchema: z.ZodType<ExchangeRate> = schema

export function presentRate({ base, quote, rate, validOn, source, setAt, setBy }: RateRow): ExchangeRate {
  return { currency: base, rate, quote, validOn, source, setAt, setBy }
}
