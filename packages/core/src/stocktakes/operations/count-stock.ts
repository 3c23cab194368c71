import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import {
  LotInvalid,
  MovementInvalid,
  SerialInvalid,
  StockItemUnknown,
  StockLocationUnknown,
} from '../../inventory/index.ts'
import { CountInvalid, RecountByAnother, StocktakeNotOpen, StocktakeUnknown } from '../errors.ts'
import { idText, instantText } from '../shapes.ts'
import { takeCount } from '../take-count.ts'

const line = z.strictObject({
  /** The code or id of an item. */
  item: idText,
  /** How many of the unit; 0 for none. Of items with serials none. */
  quantity: z.int().min(0).max(1_000_000_000).optional(),
  /** The item's unit or one of its packs; the item's unit unless told. Two boxes and five sheets are two lines. */
  unit: z.string().min(1).max(20).optional(),
  /** The number of the lot, of items that have lots. */
  lot: z.string().min(1).max(80).optional(),
  /** The serials of all units that are there, of items that have serials; an empty list for none. */
  serials: z.array(z.string().min(1).max(80)).max(1000).optional(),
})

const schema = z.strictObject({
  stocktakeId: idText,
  /** The code or id of the location. */
  location: idText,
  lines: z.array(line).max(500).default([]),
  /** Nothing else of the stocktake is there but what was counted before: what the books have beside that counts as none. */
  complete: z.boolean().default(false),
  /** When the goods were seen; now unless told. */
  asOf: instantText.optional(),
})

export interface CountStock extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, CountStock> = schema

const placeShape = z.object({
  itemId: z.string(),
  code: z.string(),
  lotId: z.string().nullable(),
  /** In the item's unit. */
  counted: z.int(),
  /** Somebody else must count it again. */
  recount: z.boolean(),
  /** What the books say; null where the stocktake is blind. */
  book: z.int().nullable(),
  /** Counted less book; null where the stocktake is blind. */
  difference: z.int().nullable(),
})

const outputShape = z.object({
  countId: z.string(),
  stocktakeId: z.string(),
  locationId: z.string(),
  asOf: z.string(),
  /** What was counted as none because it was not seen included, unless the stocktake is blind. */
  lines: z.array(placeShape),
})

export interface StockCount extends z.output<typeof outputShape> {}

const output: z.ZodType<StockCount> = outputShape

const errors = [
  StocktakeUnknown,
  StocktakeNotOpen,
  CountInvalid,
  RecountByAnother,
  StockLocationUnknown,
  StockItemUnknown,
  MovementInvalid,
  LotInvalid,
  SerialInvalid,
] as const

/**
 * Takes in what somebody counted at a location, by unit and pack, lot and serial. It stands until it is counted again. What differs
 * from the books by more than the setting `recount` allows is counted again by somebody else, until two people find the same or
 * the difference is small.
 */
export const count: Operation<'command', CountStock, StockCount, (typeof errors)[number]> = operation({
  name: 'stocktakes.count',
  summary: 'Takes in what was counted at a location.',
  kind: 'command',
  input,
  output,
  errors,
  async run(context, given) {
    const { countId, stocktake, location, asOf, places } = await takeCount(context, given)
    const { blind } = stocktake
    // A blind counter who says that there is nothing else is not told what there should have been.
    const named = new Set(given.lines.map((one) => one.item))
    const shown = places.filter(({ item }) => !blind || named.has(item.code) || named.has(item.id))
    return {
      countId,
      stocktakeId: stocktake.id,
      locationId: location.id,
      asOf,
      lines: shown.map(({ item, lotId, seen, recount, book, difference }) => ({
        itemId: item.id,
        code: item.code,
        lotId: lotId === '' ? null : lotId,
        counted: seen.quantity,
        recount,
        book: blind ? null : book,
        difference: blind ? null : difference.quantity,
      })),
    }
  },
})
