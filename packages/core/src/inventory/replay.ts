/** Values again what happened since some moment, of all items that it reaches, in the order in which it happened. */
import type { Correction } from './correct-costs.ts'
import {
  type CostsByLine,
  comparePositions,
  type LineEvent,
  type PoolHistory,
  type Worth,
  worthOf,
} from './pool-history.ts'
import type { MovementLineRow } from './tables.ts'
import { layerKey, type OpenPool, openPool, type PoolState, shareOf, sharesByQuantity } from './valuation.ts'

/** All lines of a production, and what came to be known of their costs. */
export interface ProductionLines {
  readonly lines: readonly MovementLineRow[]
  readonly costs: CostsByLine
}

/** What the replay reads as it goes. */
export interface ReplayReads {
  /** The history of the line's item, from the line on. */
  historyFrom(line: MovementLineRow): Promise<PoolHistory>
  production(movementId: string): Promise<ProductionLines>
}

/** What an item comes to. */
export interface Outcome {
  readonly history: PoolHistory
  readonly closing: PoolState
  /** Single things that came in, by their serials: what they cost. */
  readonly things: ReadonlyMap<string, bigint>
}

/** What a line that is not written yet brings: nothing of what goes out, or comes in at what the stock is worth. */
export type GivenValues = ReadonlyMap<string, bigint | undefined>

export interface Replayed {
  readonly corrections: readonly Correction[]
  /** What lines are worth that are not written yet. */
  readonly values: ReadonlyMap<string, Worth>
  readonly outcomes: readonly Outcome[]
}

/** An item in the branch while it is replayed. */
interface Course {
  readonly history: PoolHistory
  readonly open: OpenPool
  readonly things: Map<string, bigint>
  /** How many of the events are done. */
  done: number
}

/** A production of which something that it took costs otherwise. */
interface Production {
  readonly made: readonly MovementLineRow[]
  /** What it took, in minor units. */
  cost: bigint
}

/** What went out, for what of it comes back. */
interface Left {
  readonly units: number
  cost: bigint
  /** The lines that brought it back, in the order in which they were written: each is worth its part of the cost. */
  readonly back: readonly MovementLineRow[]
}

/** Begins with some histories, and takes in others as productions lead to them. */
export async function replayHistories(
  reads: ReplayReads,
  histories: readonly PoolHistory[],
  given: GivenValues = new Map(),
): Promise<Replayed> {
  const replay = new Replay(reads, histories, given)
  return replay.run()
}

const keyOf = ({ movementId, line }: MovementLineRow): string => layerKey(movementId, line)

const byWriting = (one: MovementLineRow, other: MovementLineRow): number =>
  one.movementId === other.movementId ? one.line - other.line : one.movementId < other.movementId ? -1 : 1

class Replay {
  readonly #reads: ReplayReads
  readonly #courses = new Map<string, Course>()
  readonly #left = new Map<string, Left>()
  readonly #productions = new Map<string, Production>()
  readonly #corrections: Correction[] = []
  readonly #given: GivenValues
  readonly #values = new Map<string, Worth>()

  constructor(reads: ReplayReads, histories: readonly PoolHistory[], given: GivenValues) {
    this.#reads = reads
    this.#given = given
    for (const history of histories) this.#take(history)
  }

  async run(): Promise<Replayed> {
    for (;;) {
      const next = this.#next()
      if (next === undefined) break
      await this.#step(next.course, next.event)
    }
    const outcomes = [...this.#courses.values()].map(({ history, open, things }) => ({
      history,
      closing: open.state(),
      things,
    }))
    return { corrections: this.#corrections, values: this.#values, outcomes }
  }

  #take(history: PoolHistory): void {
    const { method, opening, item } = history
    this.#courses.set(item.id, { history, open: openPool(method, opening), things: new Map(), done: 0 })
    const back = new Map<string, MovementLineRow[]>()
    for (const { row } of history.events) {
      if (row.kind !== 'customerReturn' || row.ofMovementId === null || row.ofLine === null) continue
      const of = layerKey(row.ofMovementId, row.ofLine)
      back.set(of, [...(back.get(of) ?? []), row])
    }
    for (const { row } of history.events) {
      const brought = back.get(keyOf(row))
      if (brought === undefined) continue
      const written = brought.sort(byWriting)
      this.#left.set(keyOf(row), { units: -row.quantity, cost: 0n, back: written })
    }
  }

  #next(): { readonly course: Course; readonly event: LineEvent } | undefined {
    let next: { course: Course; event: LineEvent } | undefined
    for (const course of this.#courses.values()) {
      const event = course.history.events[course.done]
      if (event === undefined) continue
      if (next === undefined || comparePositions(event.row, next.event.row) < 0) next = { course, event }
    }
    return next
  }

  async #step(course: Course, { row, quantity, known }: LineEvent): Promise<void> {
    const { history, open } = course
    const key = keyOf(row)
    course.done += 1
    const value = quantity > 0 ? this.#broughtBy(row, known) : undefined
    const worth =
      quantity === 0 ? { value: 0n, variance: 0n } : open.step({ key, quantity, value, serialId: row.serialId })
    if (this.#given.has(key)) this.#values.set(key, worth)
    else this.#correct(history, row, known, worth)
    if (quantity > 0) {
      if (row.serialId !== null) course.things.set(row.serialId, worth.value)
      return
    }
    const left = this.#left.get(key)
    if (left !== undefined) left.cost = -worth.value
    if (row.kind === 'production' && worth.value !== known.value) await this.#produce(row, worth.value - known.value)
  }

  /** What a line brings: what it is of, where that is valued again; otherwise what it was bought for. */
  #broughtBy(row: MovementLineRow, { value }: Worth): bigint | undefined {
    const key = keyOf(row)
    if (this.#given.has(key)) return this.#given.get(key)
    const production = row.kind === 'production' ? this.#productions.get(row.movementId) : undefined
    if (production !== undefined) {
      const shares = sharesByQuantity(production.cost, production.made)
      return shares[production.made.findIndex(({ line }) => line === row.line)] ?? value
    }
    const left = row.ofMovementId === null ? undefined : this.#left.get(layerKey(row.ofMovementId, row.ofLine ?? 0))
    if (left === undefined || row.kind !== 'customerReturn') return value
    let before = 0
    for (const one of left.back) {
      if (one === row) break
      before += one.quantity
    }
    return shareOf(left.cost, before + row.quantity, left.units) - shareOf(left.cost, before, left.units)
  }

  #correct({ item }: PoolHistory, row: MovementLineRow, known: Worth, worth: Worth): void {
    if (worth.value !== known.value) {
      this.#corrections.push({ row, item, kind: 'cost', amount: worth.value - known.value })
    }
    if (worth.variance !== known.variance) {
      this.#corrections.push({ row, item, kind: 'short', amount: known.variance - worth.variance })
    }
  }

  /** What a production took costs otherwise, and so does what it made, in whatever item. */
  async #produce(row: MovementLineRow, change: bigint): Promise<void> {
    const known = this.#productions.get(row.movementId)
    if (known !== undefined) {
      known.cost -= change
      return
    }
    const { lines, costs } = await this.#reads.production(row.movementId)
    const made = lines.filter((line) => line.quantity > 0)
    const taken = lines.filter((line) => line.quantity < 0)
    const cost = taken.reduce((sum, line) => sum - worthOf(line, costs).value, -change)
    this.#productions.set(row.movementId, { made, cost })
    for (const line of made) {
      if (!this.#isAhead(line)) this.#take(await this.#reads.historyFrom(line))
    }
  }

  /** Whether a line is still to come. An item of which something later changed, too, begins after it, and so anew. */
  #isAhead(line: MovementLineRow): boolean {
    const first = this.#courses.get(line.itemId)?.history.events[0]
    return first !== undefined && comparePositions(first.row, line) <= 0
  }
}
