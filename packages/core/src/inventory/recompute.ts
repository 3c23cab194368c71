/**
 * What later movements cost, worked out anew after something was dated back or corrected. Facts stay as they are: what differs is
 * kept beside them and booked.
 */
import type { CommandContext } from '../engine/context.ts'
import { keepCorrections } from './correct-costs.ts'
import { holdPools } from './hold-pools.ts'
import { keepOutcomes } from './keep-outcomes.ts'
import type { Past } from './past.ts'
import { comparePositions, costsOf, type PoolHistory, readHistory, withOwn } from './pool-history.ts'
import { replayHistories } from './replay.ts'
import { inventoryItems, inventoryLines, type MovementLineRow, type MovementRow } from './tables.ts'
import { layerKey } from './valuation.ts'

export interface Recomputing {
  readonly movement: MovementRow
  /** Its lines. */
  readonly kept: readonly MovementLineRow[]
  /** How the items stood before it after which something else of theirs moved. */
  readonly past: Past
  /** Lines that turned out to be worth more or less, which stands in their costs and in the books already. */
  readonly valueChanges?: readonly ValueChange[] | undefined
}

export interface ValueChange {
  readonly movementId: string
  readonly line: number
  readonly delta: bigint
}

/**
 * Values all that happened since anew, and keeps what differs; nothing where the movement is the last of its items. What customers brought back and what was produced follows what it
 * was of, in whatever item. The movement is written, its stock has moved, and its pools are locked, with those that productions
 * lead to. One that was led to since is locked as it is reached; where that meets who holds it, one of both is tried again.
 *
 * @returns how many lines turned out to cost something else
 * @throws as postEntry
 */
export async function recomputeFrom(
  context: CommandContext,
  { movement, kept, past, valueChanges = [] }: Recomputing,
): Promise<{ readonly corrections: number }> {
  if (past.size === 0 && valueChanges.length === 0) return { corrections: 0 }
  const { store } = context
  const histories: PoolHistory[] = []
  if (past.size > 0) {
    const costs = await costsOf(store, [movement.id])
    const pools = await holdPools(context, [...past.keys()])
    for (const [itemId, history] of past) {
      const own = kept.filter((row) => row.itemId === itemId)
      histories.push(withOwn({ ...history, pool: pools.get(itemId) ?? history.pool }, own, costs))
    }
  }
  const changed = await changedLines(context, valueChanges)
  for (const { itemId, from } of earliest(changed.map(({ row }) => row))) {
    const ahead = changed.reduce((sum, { row, delta }) => (row.itemId === itemId ? sum + delta : sum), 0n)
    histories.push(await historyFrom(context, { from, ahead }))
  }
  const reads = {
    historyFrom: (line: MovementLineRow) => historyFrom(context, { from: line }),
    production: async (movementId: string) => {
      const lines = await store.find(inventoryLines, { where: { movementId }, orderBy: ['line'], limit: 'all' })
      return { lines, costs: await costsOf(store, [movementId]) }
    },
  }
  const { corrections, outcomes } = await replayHistories(reads, histories)
  await keepCorrections(context, movement, corrections)
  await keepOutcomes(context, outcomes)
  return { corrections: new Set(corrections.map(({ row }) => layerKey(row.movementId, row.line))).size }
}

interface Place {
  readonly itemId: string
  readonly from: MovementLineRow
}

/** The first line of each item, in the order of the keys of their pools. */
function earliest(rows: readonly MovementLineRow[]): readonly Place[] {
  const first = new Map<string, MovementLineRow>()
  for (const row of rows) {
    const known = first.get(row.itemId)
    if (known === undefined || comparePositions(row, known) < 0) first.set(row.itemId, row)
  }
  return [...first].sort(([one], [other]) => (one < other ? -1 : 1)).map(([itemId, from]) => ({ itemId, from }))
}

async function changedLines({ store }: CommandContext, changes: readonly ValueChange[]) {
  if (changes.length === 0) return []
  const where = { movementId: { in: [...new Set(changes.map(({ movementId }) => movementId))] } }
  const rows = await store.find(inventoryLines, { where, orderBy: ['movementId', 'line'], limit: 'all' })
  const known = new Map(rows.map((row) => [layerKey(row.movementId, row.line), row]))
  return changes.flatMap(({ movementId, line, delta }) => {
    const row = known.get(layerKey(movementId, line))
    return row === undefined ? [] : [{ row, delta }]
  })
}

interface HistoryFrom {
  readonly from: MovementLineRow
  readonly ahead?: bigint
}

async function historyFrom(context: CommandContext, { from, ahead = 0n }: HistoryFrom): Promise<PoolHistory> {
  const { store } = context
  const { itemId } = from
  const item = await store.get(inventoryItems, itemId)
  const pool = (await holdPools(context, [itemId])).get(itemId)
  if (item === undefined || pool === undefined) throw new Error(`item "${itemId}" has moved and is not there`)
  return readHistory(store, { item, pool, from, ahead })
}
