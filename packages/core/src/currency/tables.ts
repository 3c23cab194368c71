/** What the room of rates keeps: rates as they were set, for ever. */
import { date, decimal, id, instant, int, text } from '../storage/column.ts'
import { defineTable, type RowOf } from '../storage/table.ts'
import { rateScale } from './exchange-rate.ts'

/** A rate is never changed: the one that was set last for the latest day is in use. */
export const currencyRates = defineTable({
  name: 'currency_rates',
  columns: {
    id: id(),
    /** The foreign currency. */
    base: text(3),
    /** The currency in which one unit of `base` is priced: the studio's. */
    quote: text(3),
    rate: decimal(rateScale),
    /** The first business date on which it is used. */
    validOn: date(),
    /** How many rates had been set for that day before it: clocks of two processes need not agree on which was last. */
    revision: int(),
    /** Where it comes from, such as the bank's board. */
    source: text(100),
    setAt: instant(),
    setBy: text(200),
  },
  uniques: [{ name: 'latest', columns: ['base', 'quote', 'validOn', 'revision'] }],
  appendOnly: true,
})

export type RateRow = RowOf<typeof currencyRates>
