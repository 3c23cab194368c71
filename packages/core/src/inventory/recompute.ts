/**
 * What later movements cost, worked out anew after something was dated back or corrected. Facts stay as they are: what differs is
 * kept beside them and booked.
 */
import type { CommandContext } from '../engine/context.ts'
import { keepCorrections } from './correct-costs.ts'
import { holdPools } from './hold-pools.ts'
import { keepOutcomes } from './keep-outcomes.ts'
import type { Keeping } from './kept-counts.ts'
import type { Past } from './past.ts'
import {
  comparePositions,
  costsOf,
  type PoolHistory,
  readHistory,
  standsWith,
  takesBack,
  withOwn,
} from './pool-history.ts'
import { type Replayed, replayHistories } from './replay.ts'
import { inventoryItems, inventoryLines, type MovementLineRow, type MovementRow, type SerialRow } from './tables.ts'
import { layerKey, shareOf } from './valuation.ts'
import { lineRow } from './write-movement.ts'

export interface Recomputing {
  /** The lines of the movement, as they are written. */
  readonly written: readonly MovementLineRow[]
  /** What comes with it, and is written when it is valued. */
  readonly kept: readonly Keeping[]
  /** What single things cost that come back. */
  readonly serials: ReadonlyMap<string, SerialRow>
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
 * Values all that happened since anew; nothing where the movement is the last of its items. What customers brought back and what was
 * produced follows what it was of, in whatever item. The movement is written, its stock has moved, and its pools are locked, with
 * those that productions lead to or a recipe may. What is made for the first time in the branch meanwhile is locked as it is reached;
 * where that meets who holds it, one of both is tried again.
 */
export async function recomputeFrom(context: CommandContext, recomputing: Recomputing): Promise<Replayed> {
  const { written, kept, past, valueChanges = [] } = recomputing
  if (past.size === 0 && valueChanges.length === 0) return { corrections: [], values: new Map(), outcomes: [] }
  const { store } = context
  const histories: PoolHistory[] = []
  const given = new Map<string, bigint | undefined>()
  if (past.size > 0) {
    const costs = await costsOf(
      store,
      written.map((row) => row.movementId),
    )
    const pools = await holdPools(context, [...past.keys()])
    for (const [itemId, read] of past) {
      const own = written.filter((row) => row.itemId === itemId)
      const history = withOwn({ ...read, pool: pools.get(itemId) ?? read.pool }, own, costs)
      const coming = kept.flatMap((keeping) => rowsOf(context, keeping).filter((row) => row.itemId === itemId))
      for (const row of coming) {
        if (!takesBack(row)) given.set(layerKey(row.movementId, row.line), costOf(recomputing, row))
      }
      histories.push(withOwn(history, takenBack(history, coming), costs))
    }
  }
  const changed = await changedLines(context, valueChanges)
  const historySince = (from: MovementLineRow) => {
    const ahead = changed.reduce((sum, { row, delta }) => (row.itemId === from.itemId ? sum + delta : sum), 0n)
    return historyFrom(context, { from, ahead })
  }
  for (const from of earliest(changed.map(({ row }) => row))) histories.push(await historySince(from))
  const reads = {
    historyFrom: historySince,
    production: async (movementId: string) => {
      const lines = await store.find(inventoryLines, { where: { movementId }, orderBy: ['line'], limit: 'all' })
      return { lines, costs: await costsOf(store, [movementId]) }
    },
  }
  const replayed = await replayHistories(reads, histories, given)
  const back = histories.flatMap((history) => history.lines.filter(takesBack))
  const values = new Map(back.map((row) => [layerKey(row.movementId, row.line), { value: row.value, variance: 0n }]))
  return { ...replayed, values: new Map([...values, ...replayed.values]) }
}

/**
 * Keeps what differs, and brings what follows from it up to date.
 *
 * @returns how many lines turned out to cost something else
 * @throws as postEntry
 */
export async function keepReplayed(
  context: CommandContext,
  cause: MovementRow,
  { corrections, outcomes }: Replayed,
): Promise<number> {
  await keepCorrections(context, cause, corrections)
  await keepOutcomes(context, outcomes)
  return new Set(corrections.map(({ row }) => layerKey(row.movementId, row.line))).size
}

/** Its lines as they will be written, worth nothing yet. */
const rowsOf = (context: CommandContext, keeping: Keeping): readonly MovementLineRow[] =>
  keeping.lines.map((line, index) =>
    lineRow(context, { ...keeping, bookedOn: keeping.businessDate }, { line, at: index + 1, value: 0n }),
  )

/** What is found again that has a serial costs what it cost; of other things as much as the stock is worth. */
const costOf = ({ serials }: Recomputing, { serialId }: MovementLineRow): bigint | undefined =>
  serialId === null ? undefined : serials.get(serialId)?.cost

/** What takes back a part of a line is worth that part, as is known now. */
function takenBack(history: PoolHistory, coming: readonly MovementLineRow[]): readonly MovementLineRow[] {
  const events = new Map(history.events.map((event) => [layerKey(event.row.movementId, event.row.line), event]))
  return coming.map((row) => {
    if (!takesBack(row)) return row
    const of = standsWith(row)
    const event = events.get(layerKey(of.movementId, of.line))
    const left = event?.quantity ?? 0
    if (event === undefined || Math.sign(left) === Math.sign(row.quantity) || Math.abs(row.quantity) > Math.abs(left)) {
      throw new Error(
        `movement "${of.movementId}" has ${left} left in line ${of.line}, of which ${row.quantity} are taken`,
      )
    }
    return { ...row, value: -shareOf(event.known.value, Math.abs(row.quantity), Math.abs(left)) }
  })
}

/** The first line of each item, in the order of the keys of their pools. */
function earliest(rows: readonly MovementLineRow[]): readonly MovementLineRow[] {
  const first = new Map<string, MovementLineRow>()
  for (const row of rows) {
    const known = first.get(row.itemId)
    if (known === undefined || comparePositions(row, known) < 0) first.set(row.itemId, row)
  }
  return [...first].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, from]) => from)
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
  /** What is in the costs of its item's lines, and not yet in the value of its pool. */
  readonly ahead: bigint
}

async function historyFrom(context: CommandContext, { from, ahead }: HistoryFrom): Promise<PoolHistory> {
  const { store } = context
  const { itemId } = from
  const item = await store.get(inventoryItems, itemId)
  const pool = (await holdPools(context, [itemId])).get(itemId)
  if (item === undefined || pool === undefined) throw new Error(`item "${itemId}" has moved and is not there`)
  return readHistory(store, { item, pool, from, ahead })
}
