import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { Money } from '../../values/money.ts'
import { StockItemUnknown } from '../errors.ts'
import { itemSchema, presentItem, type StockItem } from '../present.ts'
import { requireItems } from '../read-items.ts'
import { idText } from '../shapes.ts'
import { inventoryItems, inventoryLevels, inventoryPools, inventoryStock } from '../tables.ts'

const schema = z.strictObject({
  /** The code or id. */
  item: idText,
})

export interface ReadStockItem extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadStockItem> = schema

const stockShape = z.object({
  branch: z.string(),
  locationId: z.string(),
  onHand: z.int(),
  reserved: z.int(),
  /** onHand − reserved. */
  available: z.int(),
})

const branchShape = z.object({
  branch: z.string(),
  quantity: z.int(),
  value: z.string(),
  currency: z.string(),
  /** Wanted levels; null where none is set. */
  low: z.int().nullable(),
  high: z.int().nullable(),
  safety: z.int(),
})

const shape = z.object({ item: itemSchema, stock: z.array(stockShape), branches: z.array(branchShape) })

export interface StockItemRead {
  item: StockItem
  stock: z.output<typeof stockShape>[]
  branches: z.output<typeof branchShape>[]
}

const output: z.ZodType<StockItemRead> = shape

/** An item with what lies where, and what it is worth by branch. Four statements. */
export const item: Operation<'query', ReadStockItem, StockItemRead, typeof StockItemUnknown> = operation({
  name: 'inventory.item',
  summary: 'Answers an item with its stock by location and its value by branch.',
  kind: 'query',
  input,
  output,
  errors: [StockItemUnknown],
  async run(context, { item: wanted }) {
    const { store } = context
    const [row] = await requireItems(store, [wanted])
    if (row === undefined) throw StockItemUnknown.create({ item: wanted, similar: [] })
    const where = { itemId: row.id }
    const stock = await store.find(inventoryStock, { where, limit: 'all' })
    const pools = await store.find(inventoryPools, { where, orderBy: ['branch'], limit: 'all' })
    const levels = await store.find(inventoryLevels, { where, orderBy: ['branch'], limit: 'all' })
    const { currency } = context.studio
    const branches = [...new Set([...pools, ...levels].map((one) => one.branch))].sort()
    return {
      item: presentItem(row, context.customFields(inventoryItems).fromRow(row)),
      stock: stock.map(({ branch, locationId, onHand, reserved }) => {
        return { branch, locationId, onHand, reserved, available: onHand - reserved }
      }),
      branches: branches.map((branch) => {
        const pool = pools.find((one) => one.branch === branch)
        const level = levels.find((one) => one.branch === branch)
        return {
          branch,
          quantity: pool?.quantity ?? 0,
          value: Money.ofMinor(pool?.value ?? 0n, currency).toString(),
          currency,
          low: level?.low ?? null,
          high: level?.high ?? null,
          safety: level?.safety ?? 0,
        }
      }),
    }
  },
})
