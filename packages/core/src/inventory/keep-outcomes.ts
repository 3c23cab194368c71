/** Brings what follows from movements up to date after a replay: pools, layers, and what single things cost. */
import type { CommandContext } from '../engine/context.ts'
import { changeSerials } from './change-serials.ts'
import type { NewRowOf } from '../storage/table.ts'
import { poolCounters } from './hold-pools.ts'
import type { Outcome } from './replay.ts'
import { inventoryLayers, inventoryPools, inventorySerials } from './tables.ts'
import { layerKey } from './valuation.ts'

/** The pools are locked, and were read before the replay. */
export async function keepOutcomes(context: CommandContext, outcomes: readonly Outcome[]): Promise<void> {
  const { store } = context
  const pools = outcomes.map(({ history: { pool }, closing }) => ({
    ...pool,
    quantity: closing.quantity - pool.quantity,
    value: closing.value - pool.value,
    lastCost: closing.lastCost - pool.lastCost,
    lastUnits: closing.lastUnits - pool.lastUnits,
    lastAt: 0,
  }))
  store.accumulateLate(inventoryPools, pools, poolCounters)
  for (const outcome of outcomes) {
    if (outcome.history.method === 'fifo') await keepLayers(context, outcome)
    if (outcome.history.method === 'specific') await keepThings(context, outcome)
  }
}

async function keepLayers({ store, branch }: CommandContext, { history, closing }: Outcome): Promise<void> {
  const itemId = history.item.id
  const open = await store.find(inventoryLayers, { where: { branch, itemId, open: 1 }, limit: 'all' })
  const changes = new Map<string, NewRowOf<typeof inventoryLayers>>()
  for (const { version, ...row } of open) {
    const key = layerKey(row.movementId, row.line)
    changes.set(key, { ...row, quantity: -row.quantity, value: -row.value, open: -row.open })
  }
  for (const { key, quantity, value } of closing.layers) {
    const known = changes.get(key)
    const at = known?.at ?? history.cameAt.get(key)
    if (at === undefined) throw new Error(`layer "${key}" is of nothing that came in`)
    const [movementId = '', line] = key.split(':')
    const was = known ?? { quantity: 0, value: 0n, open: 0 }
    changes.set(key, {
      ...{ movementId, line: Number(line), branch, itemId, at },
      quantity: was.quantity + quantity,
      value: was.value + value,
      open: was.open + 1,
    })
  }
  const changed = [...changes.values()].filter((row) => row.quantity !== 0 || row.value !== 0n || row.open !== 0)
  store.accumulateLate(inventoryLayers, changed, ['quantity', 'value', 'open'])
}

/** A thing that has gone to another branch since has its cost from there. */
async function keepThings(context: CommandContext, { history, things }: Outcome): Promise<void> {
  if (things.size === 0) return
  const { store, branch } = context
  const where = { id: { in: [...things.keys()] }, itemId: history.item.id, branch }
  const rows = await store.findForUpdate(inventorySerials, { where, orderBy: ['id'], limit: 'all' })
  const changes = rows.flatMap(({ id, cost: before }) => {
    const cost = things.get(id)
    return cost === undefined || cost === before ? [] : [[id, { cost }] as const]
  })
  await changeSerials(context, new Map(changes))
}
