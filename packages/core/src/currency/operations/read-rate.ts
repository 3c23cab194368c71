import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { parseCalendarDate } from '../../values/calendar-date.ts'
import { currencyScale } from '../../values/currency.ts'
import { currencyUnknown } from '../../values/errors.ts'
import { RateMissing, RateOfOwnCurrency } from '../errors.ts'
import { rateOn } from '../rate-on.ts'
import { dateText, foreignCurrencyText } from '../shapes.ts'

const schema = z.strictObject({
  currency: foreignCurrencyText,
  /** Today unless told. */
  date: dateText.optional(),
})

export interface ReadRate extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadRate> = schema

const outputShape = z.object({
  currency: z.string(),
  /** Units of `quote` for one unit of `currency`. */
  rate: z.string(),
  quote: z.string(),
  validOn: z.string(),
  source: z.string(),
})

export interface RateInUse extends z.output<typeof outputShape> {}

const output: z.ZodType<RateInUse> = outputShape

const errors = [RateMissing, RateOfOwnCurrency, currencyUnknown] as const

/** The rate that a payment of that day would use. One statement. */
export const rate: Operation<'query', ReadRate, RateInUse, (typeof errors)[number]> = operation({
  name: 'currency.rate',
  summary: 'Answers the exchange rate of a currency that is used on a date.',
  kind: 'query',
  input,
  output,
  errors,
  async run(context, { currency, date }) {
    currencyScale(currency)
    const used = await rateOn(context, currency, date === undefined ? context.businessDate : parseCalendarDate(date))
    return { ...used, quote: context.studio.currency }
  },
})
