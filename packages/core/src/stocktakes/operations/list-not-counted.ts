import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { inventoryItems, inventoryLocations, inventoryStock } from '../../inventory/index.ts'
import { present } from '../../storage/filter.ts'
import { daysBetween } from '../../values/calendar-date.ts'
import { categoryText, idText, kindName } from '../shapes.ts'
import { stocktakesLines } from '../tables.ts'

const schema = z.strictObject({
  branch: idText.optional(),
  /** The id of a location. */
  locationId: idText.optional(),
  kind: kindName.optional(),
  category: categoryText.optional(),
  /** Not counted for so many days, or never; 90 unless told. */
  days: z.int().min(0).max(3650).default(90),
})

export interface ListNotCounted extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListNotCounted> = schema

const placeShape = z.object({
  branch: z.string(),
  locationId: z.string(),
  location: z.string(),
  itemId: z.string(),
  code: z.string(),
  name: z.string(),
  unit: z.string(),
  /** What the books say now. */
  onHand: z.int(),
  /** When it was counted last in a stocktake that was posted; null for never. */
  countedAt: z.string().nullable(),
  /** Business days since; null for never. */
  daysSince: z.int().nullable(),
})

const outputShape = z.object({
  /** What was never counted first, then what was counted longest ago. */
  items: z.array(placeShape),
})

export interface StockNotCounted extends z.output<typeof outputShape> {}

const output: z.ZodType<StockNotCounted> = outputShape

/** What is in stock and was not counted for some days. Four statements. */
export const notCounted: Operation<'query', ListNotCounted, StockNotCounted, never> = operation({
  name: 'stocktakes.notCounted',
  summary: 'Lists what is in stock and was not counted for some days, or never.',
  kind: 'query',
  input,
  output,
  async run(context, { branch, locationId, kind, category, days }) {
    const { store, studio } = context
    const rows = await store.find(inventoryItems, { where: present({ kind, category }), limit: 'all' })
    const items = new Map(rows.map((row) => [row.id, row]))
    const at = present({ branch, locationId })
    const stock = await store.find(inventoryStock, { where: { ...at, onHand: { ne: 0 } }, limit: 'all' })
    const counts = await store.aggregate(stocktakesLines, {
      where: { ...at, isPosted: true },
      groupBy: ['locationId', 'itemId'],
      measures: { last: { of: 'max', column: 'asOf' } },
      limit: 'all',
    })
    const last = new Map(counts.map((row) => [`${row.locationId} ${row.itemId}`, row.last]))
    const locations = await store.find(inventoryLocations, { where: present({ branch }), limit: 'all' })
    const codes = new Map(locations.map((row) => [row.id, row.code]))
    const places = stock.flatMap((row) => {
      const item = items.get(row.itemId)
      if (item === undefined) return []
      const countedAt = last.get(`${row.locationId} ${row.itemId}`) ?? null
      const ofBranch = studio.days(row.branch)
      const daysSince =
        countedAt === null ? null : daysBetween(ofBranch.dateOf(countedAt), ofBranch.dateOf(context.now))
      if (daysSince !== null && daysSince < days) return []
      const { id: itemId, code, name, unit } = item
      const location = codes.get(row.locationId) ?? row.locationId
      const { onHand } = row
      return [
        {
          branch: row.branch,
          locationId: row.locationId,
          location,
          itemId,
          code,
          name,
          unit,
          onHand,
          countedAt,
          daysSince,
        },
      ]
    })
    const order = (one: (typeof places)[number]) => `${one.countedAt ?? ''} ${one.branch} ${one.location} ${one.code}`
    return { items: places.sort((one, other) => (order(one) < order(other) ? -1 : 1)) }
  },
})
