import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { datesWithin } from '../../ledger/index.ts'
import { present } from '../../storage/filter.ts'
import { Money } from '../../values/money.ts'
import { accuracyOf } from '../accuracy.ts'
import { dateText, idText } from '../shapes.ts'
import { stocktakesLines } from '../tables.ts'

const schema = z.strictObject({
  branch: idText.optional(),
  /** The id of a location. */
  locationId: idText.optional(),
  /** Business dates on which stocktakes were posted, both included; all unless told. */
  from: dateText.optional(),
  to: dateText.optional(),
})

export interface ReadStockAccuracy extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadStockAccuracy> = schema

const outputShape = z.object({
  /** How many places were counted in stocktakes that were posted. */
  lines: z.int(),
  /** Of how many the books were right. */
  exact: z.int(),
  /** Exact ÷ lines; null where nothing was counted. */
  accuracy: z.string().nullable(),
  currency: z.string(),
  /** All differences added up, those of more and of less. */
  net: z.string(),
})

export interface StockAccuracy extends z.output<typeof outputShape> {}

const output: z.ZodType<StockAccuracy> = outputShape

/** How often the books were right, with what was dated back since. One statement. */
export const accuracy: Operation<'query', ReadStockAccuracy, StockAccuracy, never> = operation({
  name: 'stocktakes.accuracy',
  summary: 'Tells how often the books of the stock were right when it was counted.',
  kind: 'query',
  input,
  output,
  async run({ store, studio: { currency } }, { branch, locationId, ...dates }) {
    const rows = await store.aggregate(stocktakesLines, {
      where: { isPosted: true, ...present({ branch, locationId, postedOn: datesWithin(dates) }) },
      groupBy: ['exact'],
      measures: { lines: { of: 'count' }, value: { of: 'sum', column: 'value' } },
      limit: 'all',
    })
    const lines = rows.reduce((sum, row) => sum + row.lines, 0)
    const exact = rows.reduce((sum, row) => (row.exact ? sum + row.lines : sum), 0)
    const net = rows.reduce((sum, row) => sum + row.value, 0n)
    return { lines, exact, accuracy: accuracyOf(exact, lines), currency, net: Money.ofMinor(net, currency).toString() }
  },
})
