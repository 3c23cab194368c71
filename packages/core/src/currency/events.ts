/** What happens to rates. */
import { z } from 'zod'
import { defineEvent, type EventKind } from '../engine/event.ts'

const text = z.string()

export interface RatesWereSet {
  /** The currency in which the others are priced. */
  quote: string
  validOn: string
  source: string
  /** The id of each names it in `currency_rates`. */
  rates: { id: string; currency: string; rate: string }[]
}

export const ratesSet: EventKind<'currency.ratesSet', RatesWereSet> = defineEvent({
  name: 'currency.ratesSet',
  version: 1,
  schema: z.strictObject({
    quote: text,
    validOn: text,
    source: text,
    rates: z.array(z.strictObject({ id: text, currency: text, rate: text })),
  }),
})
