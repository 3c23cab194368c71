import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { addDays, addMonths } from '../../values/calendar-date.ts'
import { Money } from '../../values/money.ts'
import { abcClasses } from '../abc-class.ts'
import { StockDatesInvalid, StockItemUnknown } from '../errors.ts'
import { readUse } from '../read-use.ts'
import { requireDates } from '../report-dates.ts'
import { itemFilterMembers, readReportItems } from '../report-items.ts'
import { inventorySettings } from '../settings.ts'
import { dateText, idText } from '../shapes.ts'

const schema = z.strictObject({
  ...itemFilterMembers,
  branch: idText.optional(),
  /** Business dates, both included: the year until today unless told. */
  from: dateText.optional(),
  to: dateText.optional(),
})

export interface ClassifyStock extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ClassifyStock> = schema

const itemShape = z.object({
  itemId: z.string(),
  code: z.string(),
  name: z.string(),
  /** Null where nothing at all was used. */
  class: z.enum(['A', 'B', 'C']).nullable(),
  used: z.int(),
  /** At cost. */
  cost: z.string(),
  /** Of the whole; null where that is zero. */
  share: z.string().nullable(),
  /** Of the whole, with all items before it. */
  cumulative: z.string().nullable(),
})

const outputShape = z.object({
  from: z.string(),
  to: z.string(),
  currency: z.string(),
  cost: z.string(),
  /** The most first; those of which nothing was used at the end, by code. */
  items: z.array(itemShape),
})

export interface ClassifiedStock extends z.output<typeof outputShape> {}

const output: z.ZodType<ClassifiedStock> = outputShape

const errors = [StockItemUnknown, StockDatesInvalid] as const

/** Items by what was used of them, at cost: the few that matter most (A), and the many that hardly do (C). Setting abc. At most three statements. */
export const abc: Operation<'query', ClassifyStock, ClassifiedStock, (typeof errors)[number]> = operation({
  name: 'inventory.abc',
  summary: 'Sorts items into A, B and C by the cost of what was used of them.',
  kind: 'query',
  input,
  output,
  errors,
  async run(context, { branch, from: since, to = context.businessDate, ...filter }) {
    const { currency } = context.studio
    const from = since ?? addMonths(addDays(to, 1), -12)
    requireDates(from, to)
    const { byId, ids } = await readReportItems(context.store, filter)
    const use = await readUse(context, { from, to, branch, itemIds: ids })
    const { abc: thresholds } = await context.settings(inventorySettings)
    const sums = new Map([...byId.keys()].map((itemId) => [itemId, { quantity: 0, cost: 0n }]))
    for (const [key, { quantity, cost }] of use) {
      const sum = sums.get(key.slice(key.indexOf(' ') + 1))
      if (sum === undefined) continue
      sum.quantity += quantity
      sum.cost += cost
    }
    const rows = [...sums].flatMap(([itemId, sum]) => {
      const item = byId.get(itemId)
      return item === undefined || (!item.active && sum.cost === 0n) ? [] : [{ ...sum, item }]
    })
    rows.sort((one, other) =>
      one.cost === other.cost ? (one.item.code < other.item.code ? -1 : 1) : one.cost > other.cost ? -1 : 1,
    )
    const classes = abcClasses(
      rows.map(({ cost }) => cost),
      thresholds,
    )
    const total = rows.reduce((sum, { cost }) => sum + cost, 0n)
    return {
      from,
      to,
      currency,
      cost: Money.ofMinor(total, currency).toString(),
      items: rows.map(({ item, quantity, cost }, at) => ({
        itemId: item.id,
        code: item.code,
        name: item.name,
        class: classes[at]?.class ?? null,
        used: quantity,
        cost: Money.ofMinor(cost, currency).toString(),
        share: classes[at]?.share ?? null,
        cumulative: classes[at]?.cumulative ?? null,
      })),
    }
  },
})
