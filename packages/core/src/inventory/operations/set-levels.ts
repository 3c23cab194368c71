import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { StockItemInvalid, StockItemUnknown } from '../errors.ts'
import { requireItems } from '../read-items.ts'
import { idText } from '../shapes.ts'
import { inventoryLevels } from '../tables.ts'

const level = z.int().min(0).max(1_000_000_000)

const schema = z.strictObject({
  /** The code or id. */
  item: idText,
  /** Alerted at or below this; null for none. */
  low: level.nullish(),
  /** Too much above this; null for none. */
  high: level.nullish(),
  /** Kept beside what is used until the next delivery. */
  safety: level.optional(),
})

export interface SetStockLevels extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, SetStockLevels> = schema

const shape = z.object({
  itemId: z.string(),
  branch: z.string(),
  low: z.int().nullable(),
  high: z.int().nullable(),
  safety: z.int(),
})

export interface StockLevels extends z.output<typeof shape> {}

const output: z.ZodType<StockLevels> = shape

/** Says how much of an item the branch wants to have. Levels that are not named stay. */
export const setLevels: Operation<
  'command',
  SetStockLevels,
  StockLevels,
  typeof StockItemUnknown | typeof StockItemInvalid
> = operation({
  name: 'inventory.setLevels',
  summary: 'Sets the low, high and safety level of an item in the branch.',
  kind: 'command',
  input,
  output,
  errors: [StockItemUnknown, StockItemInvalid],
  async run({ store, branch }, { item, ...given }) {
    const [row] = await requireItems(store, [item])
    const itemId = row?.id ?? ''
    await store.lock([`inventory.levels:${itemId}:${branch}`])
    const standing = await store.get(inventoryLevels, { itemId, branch })
    const low = given.low === undefined ? (standing?.low ?? null) : given.low
    const high = given.high === undefined ? (standing?.high ?? null) : given.high
    const safety = given.safety ?? standing?.safety ?? 0
    if (low !== null && high !== null && high < low) {
      throw StockItemInvalid.create({
        item,
        field: 'high',
        rule: `must be at least the low level, ${low}`,
        value: `${high}`,
      })
    }
    const levels = { low, high, safety }
    if (standing === undefined) store.insert(inventoryLevels, { itemId, branch, ...levels })
    else await store.update(inventoryLevels, standing, levels)
    return { itemId, branch, ...levels }
  },
})
