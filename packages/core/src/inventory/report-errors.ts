/** What the reports of the inventory refuse. */
import { defineError } from '../values/calotype-error.ts'

export const StockDatesInvalid = defineError<{ from: string; to: string }>({
  code: 'STOCK_DATES_INVALID',
  status: 422,
  summary: 'A report of the stock was asked for days of which the last comes before the first.',
  message: ({ from, to }) => `The period goes from ${from} to ${to}.`,
  mend: 'Let `to` be `from` or later.',
})
