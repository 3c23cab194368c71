/** A search over several places at once, each with pools of its own. */
import type { Slot, SlotQuery, UnknownTime } from './query.ts'
import { knownSlots, lastKnownSlot } from './slots.ts'

/** All slots of the queries in the order of time; at the same time those of the query that is named first. */
export function* slotsOfPlaces(queries: readonly SlotQuery[]): Generator<Slot, void, undefined> {
  const unknown = yield* knownSlotsOfPlaces(queries)
  if (unknown !== undefined) throw unknown.error
}

/** The slots before the first unknown time, which is returned. */
export function* knownSlotsOfPlaces(
  queries: readonly SlotQuery[],
): Generator<Slot, UnknownTime | undefined, undefined> {
  const sources = queries.map((query) => knownSlots(query))
  const next = sources.map((source) => source.next())
  for (;;) {
    let first: Slot | undefined
    let unknown: UnknownTime | undefined
    let of = -1
    for (const [place, { value, done }] of next.entries()) {
      if (value === undefined) continue
      if (done === true) unknown = unknown === undefined || value.from < unknown.from ? value : unknown
      else if (first === undefined || value.start < first.start) {
        first = value
        of = place
      }
    }
    // What is known of one place before that is told first.
    if (unknown !== undefined && (first === undefined || first.start >= unknown.from)) return unknown
    const source = sources[of]
    if (first === undefined || source === undefined) return undefined
    yield first
    next[of] = source.next()
  }
}

/** The first slots of the queries, at most `limit`, in the order of time. */
export function findSlotsOfPlaces(queries: readonly SlotQuery[], limit: number): Slot[] {
  const found: Slot[] = []
  if (limit < 1) return found
  for (const slot of slotsOfPlaces(queries)) {
    found.push(slot)
    if (found.length >= limit) break
  }
  return found
}

/** The last slot of the queries; of several at one time that of the query that is named first. */
export function lastSlotOfPlaces(queries: readonly SlotQuery[]): Slot | null {
  let last: Slot | null = null
  let stopped: UnknownTime | undefined
  for (const query of queries) {
    const { slot, unknown } = lastKnownSlot(query)
    if (slot !== null && (last === null || slot.start > last.start)) last = slot
    if (unknown !== undefined && (stopped === undefined || unknown.to > stopped.to)) stopped = unknown
  }
  if (stopped !== undefined && (last === null || last.start < stopped.to)) throw stopped.error
  return last
}
