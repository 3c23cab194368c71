/** What happened to an item in a branch from some moment on, and how it stood before: what a replay begins with. */
import type { ScopedReads } from '../storage/scoped-reads.ts'
import { addDays, type CalendarDate } from '../values/calendar-date.ts'
import type { Instant } from '../values/instant.ts'
import { inventoryCosts, inventoryLines, type MovementLineRow, type PoolRow, type StockItemRow } from './tables.ts'
import { layerKey, type Layer, type PoolState, type ValuationMethod } from './valuation.ts'

/** The place of a line among all that happened to its item in a branch. */
export interface Position {
  readonly at: Instant
  readonly movementId: string
  readonly line: number
}

type Placed = Position &
  Pick<MovementLineRow, 'kind' | 'quantity'> &
  Partial<Pick<MovementLineRow, 'ofMovementId' | 'ofLine'>>

/** A line with all that tells where and when its goods are, and nothing of what they are worth. */
export type PlacedLine = Placed & Pick<MovementLineRow, 'businessDate' | 'itemId' | 'locationId' | 'lotId' | 'serialId'>

/** Whether a line takes back some of what a stocktake posted. It counts where that stands, and at once with it. */
export const takesBack = ({ kind, ofMovementId }: Pick<Placed, 'kind' | 'ofMovementId'>): boolean =>
  kind === 'count' && typeof ofMovementId === 'string'

/** The line with which a line counts: itself, but for what takes another back. */
export const standsWith = (row: Placed): Pick<Position, 'movementId' | 'line'> =>
  takesBack(row) ? { movementId: row.ofMovementId ?? '', line: row.ofLine ?? 0 } : row

/** Of a production, what it makes comes after all that it takes. */
const isMade = ({ kind, quantity }: Placed): boolean => kind === 'production' && quantity > 0

/** Below zero where the first happened before the other. */
export function comparePositions(one: Placed, other: Placed): number {
  if (one.at !== other.at) return one.at < other.at ? -1 : 1
  const [place, otherPlace] = [standsWith(one), standsWith(other)]
  if (place.movementId !== otherPlace.movementId) return place.movementId < otherPlace.movementId ? -1 : 1
  const made = Number(isMade(one)) - Number(isMade(other))
  if (made !== 0) return made
  if (place.line !== otherPlace.line) return place.line - otherPlace.line
  const taken = Number(takesBack(one)) - Number(takesBack(other))
  if (taken !== 0 || one.movementId === other.movementId) return taken
  return one.movementId < other.movementId ? -1 : 1
}

/** What a line is worth by what is known now. */
export interface Worth {
  /** What it brings or takes: above zero in, below zero out. */
  readonly value: bigint
  /** Of what it brings, what is cost and not stock, since as many had left before they came. */
  readonly variance: bigint
}

/** By the kind of a row of `inventory_costs`. */
interface Costs {
  value: bigint
  variance: bigint
}

export type CostsByLine = ReadonlyMap<string, Costs>

export function worthOf(row: MovementLineRow, costs: CostsByLine): Worth {
  const { value = 0n, variance = 0n } = costs.get(layerKey(row.movementId, row.line)) ?? {}
  return { value: row.value + value, variance }
}

/** Whether a line changes what the pool is worth, and does not only change its place. */
const isEvent = ({ kind, quantity }: Pick<MovementLineRow, 'kind' | 'quantity'>): boolean =>
  kind !== 'move' && quantity !== 0

/** What happens to a pool at once: a line, less what takes it back. */
export interface LineEvent {
  readonly row: MovementLineRow
  /** Zero of what was taken back whole. */
  readonly quantity: number
  readonly known: Worth
}

/** @param lines in the order in which they count; what takes another back comes with that */
export function eventsOf(lines: readonly MovementLineRow[], costs: CostsByLine): readonly LineEvent[] {
  const events: LineEvent[] = []
  for (const row of lines) {
    if (!isEvent(row)) continue
    const event = { row, quantity: row.quantity, known: worthOf(row, costs) }
    const last = events.at(-1)
    if (!takesBack(row)) events.push(event)
    else if (last === undefined || keyOf(last.row) !== keyOf(standsWith(row))) {
      throw new Error(`line ${row.line} of movement "${row.movementId}" takes back what is not there`)
    } else events.splice(-1, 1, plusEvent(last, event))
  }
  return events
}

const plusEvent = ({ row, quantity, known }: LineEvent, more: LineEvent): LineEvent => ({
  row,
  quantity: quantity + more.quantity,
  known: { value: known.value + more.known.value, variance: known.variance + more.known.variance },
})

const keyOf = ({ movementId, line }: Pick<Position, 'movementId' | 'line'>): string => layerKey(movementId, line)

export interface PoolHistory {
  readonly item: StockItemRow
  readonly method: ValuationMethod
  readonly pool: PoolRow
  /** All lines from the position on, those that only change their place included, in the order in which they count. */
  readonly lines: readonly MovementLineRow[]
  /** What of them changes what the pool is worth. */
  readonly events: readonly LineEvent[]
  readonly costs: CostsByLine
  /** How the pool stood before the position. */
  readonly opening: PoolState
  /** When what is in its layers came. */
  readonly cameAt: ReadonlyMap<string, Instant>
}

export interface HistoryWanted {
  readonly item: StockItemRow
  /** As it stands, locked. */
  readonly pool: PoolRow
  readonly from: Placed & Pick<MovementLineRow, 'businessDate'>
  /** What is in the costs of lines, and not yet in the value of the pool. */
  readonly ahead: bigint
  /** Where they were read already: {@link linesSince} the position. */
  readonly lines?: readonly MovementLineRow[] | undefined
  /** Lines that are to stand at the position, and are not written yet. */
  readonly own?: readonly PlacedLine[] | undefined
}

/**
 * Reads it: the lines since and their costs, and of those before as many as are still open. At least four statements, growing with
 * what happened since.
 */
export async function readHistory(store: ScopedReads, wanted: HistoryWanted): Promise<PoolHistory> {
  const { item, pool, from, ahead } = wanted
  const method = item.valuation as ValuationMethod
  const lines = wanted.lines ?? (await linesSince(store, pool, from))
  const costs = await costsSince(store, pool, from.businessDate)
  const events = eventsOf(lines, costs)
  let { quantity, value } = pool
  value += ahead
  for (const { quantity: moved, known } of events) {
    quantity -= moved
    value -= known.value - known.variance
  }
  const before = { quantity, value }
  const came = await cameBefore(store, wanted, method === 'fifo' ? quantity : 0)
  const last = came[0]
  const opening: PoolState = {
    ...before,
    lastCost: last?.value ?? 0n,
    lastUnits: last?.quantity ?? 0,
    layers:
      method === 'fifo'
        ? openLayers(came, before)
        : method === 'specific'
          ? await thingsBefore(store, wanted, [...(wanted.own ?? []), ...lines])
          : [],
  }
  const cameAt = new Map([...came, ...lines.map(cameOf)].map(({ key, at }) => [key, at]))
  return { item, method, pool, lines, events, costs, opening, cameAt }
}

/** The same history with the lines at its position that have been written since it was read. */
export function withOwn(history: PoolHistory, own: readonly MovementLineRow[], costs: CostsByLine): PoolHistory {
  const lines = [...own, ...history.lines].sort(comparePositions)
  const all = new Map([...history.costs, ...costs])
  return {
    ...history,
    lines,
    events: eventsOf(lines, all),
    costs: all,
    cameAt: new Map([...history.cameAt, ...own.map(cameOf).map(({ key, at }) => [key, at] as const)]),
  }
}

const cameOf = ({ movementId, line, at }: Position) => ({ key: layerKey(movementId, line), at })

/** All lines of an item in a branch from a position on, in the order in which they count. One statement. */
export async function linesSince(
  store: ScopedReads,
  { branch, itemId }: Pick<PoolRow, 'branch' | 'itemId'>,
  from: Placed,
): Promise<readonly MovementLineRow[]> {
  const where = { branch, itemId, at: { gte: from.at } }
  const rows = await store.find(inventoryLines, { where, orderBy: ['at', 'movementId', 'line'], limit: 'all' })
  return rows.filter((row) => comparePositions(row, from) >= 0).sort(comparePositions)
}

interface CostSum {
  readonly movementId: string
  readonly line: number
  readonly kind: string
  readonly amount: bigint
}

function byLine(sums: readonly CostSum[]): Map<string, Costs> {
  const costs = new Map<string, Costs>()
  for (const { movementId, line, kind, amount } of sums) {
    const key = layerKey(movementId, line)
    const known = costs.get(key) ?? { value: 0n, variance: 0n }
    costs.set(key, known)
    if (kind === 'short') known.variance -= amount
    else known.value += amount
  }
  return costs
}

const costMeasures = { amount: { of: 'sum', column: 'amount' } } as const

/** No cost is booked before the day of its line. Two days are to spare, for a studio that has changed when its day begins. */
async function costsSince(store: ScopedReads, { branch, itemId }: PoolRow, date: CalendarDate): Promise<CostsByLine> {
  const sums = await store.aggregate(inventoryCosts, {
    where: { branch, itemId, bookedOn: { gte: addDays(date, -2) } },
    groupBy: ['movementId', 'line', 'kind'],
    measures: costMeasures,
    limit: 'all',
  })
  return byLine(sums)
}

/** What came to be known of the costs of movements. One statement. */
export async function costsOf(store: ScopedReads, movementIds: readonly string[]): Promise<CostsByLine> {
  if (movementIds.length === 0) return new Map()
  const sums = await store.aggregate(inventoryCosts, {
    where: { movementId: { in: [...new Set(movementIds)] } },
    groupBy: ['movementId', 'line', 'kind'],
    measures: costMeasures,
    limit: 'all',
  })
  return byLine(sums)
}

interface Came {
  readonly key: string
  readonly at: Instant
  readonly quantity: number
  readonly value: bigint
}

/** What came in before, the last first: at least one, and until they hold as many units as are wanted. */
async function cameBefore(store: ScopedReads, { pool, from }: HistoryWanted, units: number): Promise<readonly Came[]> {
  const { branch, itemId } = pool
  const came: Came[] = []
  let held = 0
  let cursor: string | undefined
  for (;;) {
    const page = await store.page(inventoryLines, {
      where: { branch, itemId, quantity: { gt: 0 }, kind: { ne: 'move' }, at: { lte: from.at } },
      orderBy: ['-at', '-movementId', '-line'],
      limit: units > 0 ? 200 : 10,
      cursor,
    })
    const rows = page.items.filter((row) => comparePositions(row, from) < 0 && !takesBack(row))
    const lines = [...rows, ...(await takenBackOf(store, rows))].sort(comparePositions)
    const costs = await costsOf(
      store,
      lines.map((row) => row.movementId),
    )
    for (const { row, quantity, known } of eventsOf(lines, costs).toReversed()) {
      if (quantity === 0) continue
      came.push({ ...cameOf(row), quantity, value: known.value })
      held += quantity
      if (held >= units) return came
    }
    if (page.next === null) return came
    cursor = page.next
  }
}

/** What takes back what stocktakes found. One statement where they found something. */
async function takenBackOf(store: ScopedReads, rows: readonly MovementLineRow[]): Promise<readonly MovementLineRow[]> {
  const found = rows.filter((row) => row.kind === 'count')
  if (found.length === 0) return []
  const keys = new Set(found.map(keyOf))
  const where = { ofMovementId: { in: [...new Set(found.map((row) => row.movementId))] }, kind: 'count' }
  const back = await store.find(inventoryLines, { where, limit: 'all' })
  return back.filter((row) => keys.has(keyOf(standsWith(row))))
}

/**
 * First in, first out leaves the last that came. All of those but the oldest are whole, and that one is worth the rest.
 *
 * @param came the last first, holding at least as many units as there are
 */
export function openLayers(
  came: readonly Pick<Came, 'key' | 'quantity' | 'value'>[],
  there: { quantity: number; value: bigint },
): Layer[] {
  const layers: Layer[] = []
  let { quantity, value } = there
  for (const whole of came) {
    if (quantity <= 0) break
    const part = quantity <= whole.quantity ? { quantity, value } : whole
    layers.unshift({ key: whole.key, quantity: part.quantity, value: part.value })
    quantity -= part.quantity
    value -= part.value
  }
  return layers
}

/** Of the single things that move from the position on, those that were there before, each at what it had cost. */
async function thingsBefore(
  store: ScopedReads,
  { pool, from }: HistoryWanted,
  lines: readonly Pick<MovementLineRow, 'serialId'>[],
): Promise<Layer[]> {
  const serialIds = [...new Set(lines.flatMap((row) => row.serialId ?? []))]
  if (serialIds.length === 0) return []
  const { branch, itemId } = pool
  const rows = await store.find(inventoryLines, {
    where: { branch, itemId, serialId: { in: serialIds }, at: { lte: from.at }, kind: { ne: 'move' } },
    orderBy: ['at', 'movementId', 'line'],
    limit: 'all',
  })
  const before = rows.filter((row) => comparePositions(row, from) < 0).sort(comparePositions)
  const last = new Map<string, MovementLineRow>()
  for (const { row, quantity } of eventsOf(before, new Map())) if (quantity !== 0) last.set(row.serialId ?? '', row)
  const there = [...last.values()].filter((row) => row.quantity > 0)
  const costs = await costsOf(
    store,
    there.map((row) => row.movementId),
  )
  return there.map((row) => ({
    key: keyOf(row),
    quantity: 1,
    value: worthOf(row, costs).value,
    serialId: row.serialId,
  }))
}
