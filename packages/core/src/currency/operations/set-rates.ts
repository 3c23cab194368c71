import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { addDays, parseCalendarDate } from '../../values/calendar-date.ts'
import { currencyScale } from '../../values/currency.ts'
import { currencyUnknown } from '../../values/errors.ts'
import { RateChangeTooLarge, RateDatedAhead, RateInvalid, RateOfOwnCurrency } from '../errors.ts'
import { ratesSet } from '../events.ts'
import { differsBeyond, exchangeRate } from '../exchange-rate.ts'
import { type ExchangeRate, exchangeRateSchema, presentRate } from '../present-rate.ts'
import { lastKnown, lastSetRate } from '../rate-on.ts'
import { currencySettings } from '../settings.ts'
import { dateText, foreignCurrencyText, rateText } from '../shapes.ts'
import { currencyRates } from '../tables.ts'

const schema = z.strictObject({
  /** The price of one unit of each currency in the studio's. */
  rates: z
    .array(z.strictObject({ currency: foreignCurrencyText, rate: rateText }))
    .min(1)
    .max(100),
  /** Where they come from, such as the bank's board. Never personal data. */
  source: z.string().min(1).max(100),
  /** The first business date on which they are used: today's unless told. */
  validOn: dateText.optional(),
  /** True for a rate that is far from the last one and right all the same; needs the permission currency.confirmRates. */
  confirmed: z.boolean().default(false),
})

export interface SetRates extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, SetRates> = schema

const errors = [RateInvalid, RateOfOwnCurrency, RateChangeTooLarge, RateDatedAhead, currencyUnknown] as const

/** Sets exchange rates. What was set before stays as it was. Statements: the last rate of each currency, and one insert. */
export const setRates: Operation<'command', SetRates, ExchangeRate[], (typeof errors)[number]> = operation({
  name: 'currency.setRates',
  summary: 'Sets exchange rates of foreign currencies, with their source and the day from which they are used.',
  kind: 'command',
  input,
  output: z.array(exchangeRateSchema),
  errors,
  async run(context, { rates, source, confirmed, ...given }) {
    const { store, studio, businessDate: today } = context
    const { currency: quote } = studio
    const validOn = given.validOn === undefined ? today : parseCalendarDate(given.validOn)
    const latest = addDays(today, 1)
    if (validOn > latest) throw RateDatedAhead.create({ validOn, latest })
    const { largestChange: percent } = await context.settings(currencySettings)
    if (confirmed) context.demand('currency.confirmRates')
    // Which of two is the last is decided by who comes second to this lock, whatever their clocks say.
    await store.lock(['currency.rates'])
    const revisions = new Map<string, number>()
    const rows = []
    for (const { currency, rate: text } of rates) {
      currencyScale(currency)
      const rate = exchangeRate(currency, text)
      const before = await lastSetRate(context, currency, validOn)
      const last = lastKnown(context, currency, validOn, before)
      if (!confirmed && last !== undefined && differsBeyond(rate, last.rate, percent)) {
        throw RateChangeTooLarge.create({ currency, rate, last: last.rate, percent })
      }
      const revision = revisions.get(currency) ?? (before?.validOn === validOn ? before.revision + 1 : 0)
      revisions.set(currency, revision + 1)
      rows.push({ base: currency, rate, revision })
    }
    const set = rows.map((row) =>
      store.insert(currencyRates, {
        id: context.newId(),
        ...row,
        quote,
        validOn,
        source,
        setAt: context.now,
        setBy: context.actor,
      }),
    )
    context.emit(ratesSet, {
      quote,
      validOn,
      source,
      rates: set.map(({ id, base, rate }) => ({ id, currency: base, rate })),
    })
    return set.map(presentRate)
  },
})
