/** The times at which all that is required is free, day by day, as far as they are asked for. */
import { coverStarts } from './cover-starts.ts'
import { type Demand, fillDemands } from './fill-demands.ts'
import { mostStartsOfADay, startsBetween } from './grid.ts'
import { isFree, type Part, type Plan, planSearch } from './plan.ts'
import { minutesOfADay, type Slot, type SlotQuery, type UnknownTime } from './query.ts'

/** The first slots, at most `limit`, in the order of time. */
export function findSlots(query: SlotQuery, limit: number): Slot[] {
  const found: Slot[] = []
  if (limit < 1) return found
  for (const slot of slots(query)) {
    found.push(slot)
    if (found.length >= limit) break
  }
  return found
}

/** All slots in the order of time; each day of the window is searched when its first slot is asked for. Of unknown time its error is thrown when the search comes to it. */
export function* slots(query: SlotQuery): Generator<Slot, void, undefined> {
  const unknown = yield* knownSlots(query)
  if (unknown !== undefined) throw unknown.error
}

/** The slots before the first unknown time, which is returned. */
export function* knownSlots(query: SlotQuery): Generator<Slot, UnknownTime | undefined, undefined> {
  const search = new DaySearch(planSearch(query))
  const { window, duration, place = null, unknown = [] } = query
  for (let from = window.from; from < window.to; ) {
    const next = unknown.find((one) => one.to > from)
    if (next !== undefined && next.from <= from) return next
    const to = Math.min(from + minutesOfADay, window.to, next?.from ?? window.to)
    const count = search.searchBetween(from, to)
    for (let at = 0; at < count; at++) {
      const start = search.starts[search.alive[at] as number] as number
      yield { start, end: start + duration, place }
    }
    from = to
  }
  return undefined
}

/** The last slot of the window, found from its end; null where there is none. Of unknown time its error is thrown when the search comes to it. */
export function lastSlot(query: SlotQuery): Slot | null {
  const { slot, unknown } = lastKnownSlot(query)
  if (unknown !== undefined) throw unknown.error
  return slot
}

/** The last slot, or the unknown time after which there is none. */
export function lastKnownSlot(query: SlotQuery): { readonly slot: Slot | null; readonly unknown?: UnknownTime } {
  const search = new DaySearch(planSearch(query))
  const { window, duration, place = null, unknown = [] } = query
  for (let to = window.to; to > window.from; ) {
    const next = latestBefore(unknown, to)
    if (next !== undefined && next.to >= to) return { slot: null, unknown: next }
    const from = Math.max(to - minutesOfADay, window.from, next?.to ?? window.from)
    const count = search.searchBetween(from, to)
    if (count > 0) {
      const start = search.starts[search.alive[count - 1] as number] as number
      return { slot: { start, end: start + duration, place } }
    }
    to = from
  }
  return { slot: null }
}

/** Of what begins before a minute, that which goes on the longest. */
function latestBefore(unknown: readonly UnknownTime[], minute: number): UnknownTime | undefined {
  let latest: UnknownTime | undefined
  for (const one of unknown) if (one.from < minute && (latest === undefined || one.to > latest.to)) latest = one
  return latest
}

class DaySearch {
  readonly starts: Int32Array
  /** Places of the starts that nothing has ruled out, ascending. */
  readonly alive: Int32Array
  readonly #short: Int32Array
  readonly #have: Int32Array
  readonly #plan: Plan
  /** The most selective first. */
  readonly #order: Part[]
  readonly #rivals: readonly Part[]
  /** How many members are free for each start, by the index of a rival. */
  readonly #haveOf: Int32Array[] = []

  constructor(plan: Plan) {
    const { grid, stretches } = plan.query
    const most = mostStartsOfADay(grid, stretches)
    this.starts = new Int32Array(most)
    this.alive = new Int32Array(most)
    this.#short = new Int32Array(most)
    this.#have = new Int32Array(most)
    this.#plan = plan
    this.#order = plan.parts.toSorted((a, b) => a.pool.length / a.count - b.pool.length / b.count)
    this.#rivals = plan.parts.filter(({ index }) => (plan.rivals & (1 << index)) !== 0)
    for (const { index } of this.#rivals) this.#haveOf[index] = new Int32Array(most)
  }

  /** How many starts in [from, to), of one day at most, are slots: the first so many of `alive`. */
  searchBetween(from: number, to: number): number {
    const { alive, starts } = this
    const { grid, stretches } = this.#plan.query
    let count = startsBetween(grid, stretches, from, to, starts)
    for (let at = 0; at < count; at++) alive[at] = at
    const together = this.#rivals.reduce((sum, rival) => sum + rival.count, 0)
    for (let at = 0; at < this.#order.length && count > 0; at++) {
      const part = this.#order[at] as Part
      const have = this.#haveOf[part.index] ?? this.#have
      count = this.#rule(part, count, have, have === this.#have ? part.count : together)
      if (count > 0) continue
      // What left nothing today is asked first tomorrow.
      this.#order.splice(at, 1)
      this.#order.unshift(part)
    }
    if (this.#rivals.length === 0) return count
    let kept = 0
    for (let at = 0; at < count; at++) {
      const place = alive[at] as number
      if (this.#canBeShared(place, together)) alive[kept++] = place
    }
    return kept
  }

  /** Keeps of the first `count` of `alive` the starts for which enough of the pool is free. */
  #rule(part: Part, count: number, have: Int32Array, enough: number): number {
    const { alive, starts } = this
    const short = this.#short
    for (let at = 0; at < count; at++) {
      const place = alive[at] as number
      short[at] = place
      have[place] = 0
    }
    coverStarts(this.#plan, part, starts, short, count, have, enough)
    let kept = 0
    for (let at = 0; at < count; at++) {
      const place = alive[at] as number
      if ((have[place] as number) >= part.count) alive[kept++] = place
    }
    return kept
  }

  /**
   * Whether the rivals can be served at once. Who has as many free members as all rivals together want always finds its own
   * among them, whatever the others take, and is left out; only where some are short is the matching tried.
   */
  #canBeShared(place: number, together: number): boolean {
    let scarce = this.#rivals
    let wanted = together
    for (;;) {
      const left = scarce.filter(({ index }) => (this.#haveOf[index]?.[place] as number) < wanted)
      if (left.length === scarce.length) break
      scarce = left
      wanted = left.reduce((sum, part) => sum + part.count, 0)
    }
    if (scarce.length < 2) return true
    const start = this.starts[place] as number
    const demands = scarce.map((part): Demand => {
      const options = part.pool.filter((member) => isFree(this.#plan, part, member, start))
      return { part, count: part.count, options }
    })
    return fillDemands(this.#plan, demands, start, 'any') !== null
  }
}
