import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { addDays, addMonths } from '../../values/calendar-date.ts'
import { Money } from '../../values/money.ts'
import { StockDatesInvalid, StockItemUnknown } from '../errors.ts'
import { readTurning, togetherTurning } from '../read-turning.ts'
import { requireDates } from '../report-dates.ts'
import { itemFilterMembers, readReportItems } from '../report-items.ts'
import { dateText, idText } from '../shapes.ts'
import { type Turning, turnoverOf } from '../turnover.ts'

const schema = z.strictObject({
  ...itemFilterMembers,
  branch: idText.optional(),
  /** Business dates, both included: the year until today unless told. */
  from: dateText.optional(),
  to: dateText.optional(),
})

export interface ReadStockTurnover extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadStockTurnover> = schema

const figures = {
  /** What was sold, given and used up, at cost, less what came back. */
  cost: z.string(),
  /** Mean of the value at the beginning and at the end of each month, and at the end. */
  meanValue: z.string(),
  /** Cost ÷ mean value in the period; null where there was no stock. */
  turnover: z.string().nullable(),
  /** How long the stock lasts: days of the period ÷ turnover; null where nothing was used. */
  daysOnHand: z.string().nullable(),
}

const outputShape = z.object({
  from: z.string(),
  to: z.string(),
  days: z.int(),
  currency: z.string(),
  /** Of all items together: what one of them was made of is still there in it, and no cost. */
  total: z.object(figures),
  /** By branch and code: what was used, or was in stock. */
  items: z.array(z.object({ branch: z.string(), itemId: z.string(), code: z.string(), name: z.string(), ...figures })),
})

export interface StockTurnover extends z.output<typeof outputShape> {}

const output: z.ZodType<StockTurnover> = outputShape

const errors = [StockItemUnknown, StockDatesInvalid] as const

/** How often stock was turned over in a period, and for how many days it lasts. At most eight statements. */
export const turnover: Operation<'query', ReadStockTurnover, StockTurnover, (typeof errors)[number]> = operation({
  name: 'inventory.turnover',
  summary: 'Tells how often stock was turned over, and for how many days it lasts.',
  kind: 'query',
  input,
  output,
  errors,
  async run(context, { branch, from: since, to = context.businessDate, ...filter }) {
    const { currency } = context.studio
    const from = since ?? addMonths(addDays(to, 1), -12)
    const days = requireDates(from, to)
    const { byId, ids } = await readReportItems(context.store, filter)
    const rows = await readTurning(context, { from, to, branch, itemIds: ids })
    const shown = (turning: Turning) => {
      const { meanValue, ...ratios } = turnoverOf(turning)
      const money = (minor: bigint) => Money.ofMinor(minor, currency).toString()
      return { cost: money(turning.cost), meanValue: money(meanValue ?? 0n), ...ratios }
    }
    const items = rows.flatMap(({ branch: of, itemId, ...turning }) => {
      const item = byId.get(itemId)
      if (item === undefined || (turning.cost === 0n && turning.values.every((value) => value === 0n))) return []
      return [{ branch: of, itemId, code: item.code, name: item.name, ...shown({ ...turning, days }) }]
    })
    items.sort((one, other) => (`${one.branch} ${one.code}` < `${other.branch} ${other.code}` ? -1 : 1))
    return { from, to, days, currency, total: shown({ ...togetherTurning(rows), days }), items }
  },
})
