import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { Money } from '../../values/money.ts'
import { StockItemUnknown, StockLocationUnknown } from '../errors.ts'
import { requireLocationId } from '../read-items.ts'
import { ratioOf } from '../ratio.ts'
import { readStock } from '../read-stock.ts'
import { itemFilterMembers, readReportItems } from '../report-items.ts'
import { dateText, idText, instantText } from '../shapes.ts'

const schema = z
  .strictObject({
    ...itemFilterMembers,
    /** All that the session may see, unless told. */
    branch: idText.optional(),
    /** At the end of this business date. */
    on: dateText.optional(),
    /** Or at this instant. Now without either. */
    at: instantText.optional(),
    /**
     * Only what lies at this location: its id, or its code in `branch`, or else in the session's branch. Quantity and value stay
     * those of the whole branch.
     */
    location: idText.optional(),
  })
  .refine(({ on, at }) => on === undefined || at === undefined, 'on and at cannot both be given')

export interface ReadStockAt extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadStockAt> = schema

const itemShape = z.object({
  branch: z.string(),
  itemId: z.string(),
  code: z.string(),
  name: z.string(),
  kind: z.string(),
  category: z.string().nullable(),
  unit: z.string(),
  quantity: z.int(),
  /** As the books have it. */
  value: z.string(),
  /** Value ÷ quantity, in minor units of the currency at most; null where there is none. */
  unitCost: z.string().nullable(),
  locations: z.array(z.object({ locationId: z.string(), quantity: z.int() })),
})

const outputShape = z.object({
  currency: z.string(),
  /** Of all items listed. */
  value: z.string(),
  /** By branch and code. Items of which there is nothing are left out. */
  items: z.array(itemShape),
})

export interface StockAtMoment extends z.output<typeof outputShape> {}

const output: z.ZodType<StockAtMoment> = outputShape

const errors = [StockItemUnknown, StockLocationUnknown] as const

/**
 * Stock at any moment, as is now known of it: quantities by location, and the value of each item in each branch. What was dated
 * back since is in it; what was booked later because its day was closed is in the value only from then on. Three statements for
 * now, five at most for the end of a day, eight for an instant: by days and items, however many movements there are;
 * and one where a location is named.
 */
export const stockAt: Operation<'query', ReadStockAt, StockAtMoment, (typeof errors)[number]> = operation({
  name: 'inventory.stockAt',
  summary: 'Tells what was in stock at any moment, where, and what it was worth.',
  kind: 'query',
  input,
  output,
  errors,
  async run(context, { branch, on, at, location, ...filter }) {
    const { currency } = context.studio
    const locationId =
      location === undefined ? undefined : await requireLocationId(context.store, branch ?? context.branch, location)
    const { byId, ids } = await readReportItems(context.store, filter)
    const stock = await readStock(context, { branch, on, at, itemIds: ids })
    let value = 0n
    const items = stock.flatMap((row) => {
      const item = byId.get(row.itemId)
      const places = row.places.filter((place) => locationId === undefined || place.locationId === locationId)
      if (item === undefined || (locationId !== undefined && places.length === 0)) return []
      value += row.value
      const { id: itemId, code, name, kind, category, unit } = item
      const unitCost = ratioOf(row.value, BigInt(row.quantity), 0)
      return [
        {
          branch: row.branch,
          itemId,
          code,
          name,
          kind,
          category,
          unit,
          quantity: row.quantity,
          value: Money.ofMinor(row.value, currency).toString(),
          unitCost: unitCost === null ? null : Money.ofMinor(BigInt(unitCost), currency).toString(),
          locations: places.map((place) => ({ locationId: place.locationId, quantity: place.quantity })),
        },
      ]
    })
    items.sort((one, other) => (`${one.branch} ${one.code}` < `${other.branch} ${other.code}` ? -1 : 1))
    return { currency, value: Money.ofMinor(value, currency).toString(), items }
  },
})
