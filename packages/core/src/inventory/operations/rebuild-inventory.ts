import { z } from 'zod'
import type { CommandContext } from '../../engine/context.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { StockItemUnknown } from '../errors.ts'
import { holdPools, poolCounters } from '../hold-pools.ts'
import { type ItemGaps, itemGaps } from '../projection-differences.ts'
import { requireItems } from '../read-items.ts'
import { movedItems, rebuildItem } from '../rebuild.ts'
import { idText } from '../shapes.ts'
import {
  inventoryLayers,
  inventoryLotStock,
  inventoryPools,
  inventorySerials,
  inventoryStock,
  inventoryTotals,
  type PoolRow,
} from '../tables.ts'

const schema = z.strictObject({
  /** Codes or ids; all items that ever moved in the branch unless told. */
  items: z.array(idText).min(1).max(1000).optional(),
})

export interface RebuildInventory extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, RebuildInventory> = schema

const outputShape = z.object({
  branch: z.string(),
  items: z.int(),
  /** How many rows were not what follows from the movements, and are now. */
  mended: z.int(),
})

export interface InventoryRebuilt extends z.output<typeof outputShape> {}

const output: z.ZodType<InventoryRebuilt> = outputShape

/**
 * Makes what is kept beside the movements of the session's branch anew. Items are locked one after the other, in the order of their
 * ids, until all are done: name some where a branch is large. Only what differs is written.
 */
export const rebuild: Operation<'command', RebuildInventory, InventoryRebuilt, typeof StockItemUnknown> = operation({
  name: 'inventory.rebuild',
  summary: 'Makes stock, values and totals of the branch anew from its movements.',
  kind: 'command',
  input,
  output,
  errors: [StockItemUnknown],
  async run(context, { items: asked }) {
    const { store, branch } = context
    const items = asked === undefined ? await movedItems(store, branch) : await requireItems(store, asked)
    const sorted = [...new Map(items.map((item) => [item.id, item])).values()].sort((one, other) =>
      one.id < other.id ? -1 : 1,
    )
    const pools = await holdPools(
      context,
      sorted.map(({ id }) => id),
    )
    let mended = 0
    for (const item of sorted) {
      const pool = pools.get(item.id)
      if (pool === undefined) continue
      // Who reserves changes these rows and not the pool.
      await store.findForUpdate(inventoryStock, {
        where: { branch, itemId: item.id },
        orderBy: ['locationId'],
        limit: 'all',
      })
      const gaps = await itemGaps(store, branch, await rebuildItem(store, branch, item))
      mended += Object.values(gaps).reduce((sum, rows) => sum + rows.length, 0)
      await mend(context, pool, gaps)
    }
    return { branch, items: sorted.length, mended }
  },
})

async function mend({ store }: CommandContext, pool: PoolRow, gaps: ItemGaps): Promise<void> {
  const { branch, itemId, currency } = pool
  const place = { branch, itemId }
  const pools = gaps.pool.map(({ by }) => ({ ...place, currency, ...by }))
  store.accumulateLate(inventoryPools, pools, poolCounters)
  const stock = gaps.stock.map(({ key, by }) => ({ ...place, ...key, ...by }))
  store.accumulateLate(inventoryStock, stock, ['onHand', 'reserved'])
  const lots = gaps.lots.map(({ key, by }) => ({ ...place, ...key, ...by }))
  store.accumulateLate(inventoryLotStock, lots, ['onHand'])
  const layers = gaps.layers.map(({ key, by }) => ({ ...place, ...key, ...by }))
  store.accumulateLate(inventoryLayers, layers, ['quantity', 'value', 'open'])
  const totals = gaps.totals.map(({ key, by }) => ({ ...place, ...key, ...by }))
  store.accumulateLate(inventoryTotals, totals, ['quantity', 'value'])
  for (const { row, should } of gaps.things) {
    const here = { status: 'inStock', branch, locationId: should?.locationId ?? null, cost: should?.cost ?? row.cost }
    await store.update(inventorySerials, row, should === undefined ? { status: 'out', locationId: null } : here)
  }
}
