/** A search over several places at once, each with pools of its own. */
import type { Slot, SlotQuery } from './query.ts'
import { lastSlot, slots } from './slots.ts'

/** All slots of the queries in the order of time; at the same time those of the query that is named first. */
export function* slotsOfPlaces(queries: readonly SlotQuery[]): Generator<Slot, void, undefined> {
  const sources = queries.map((query) => slots(query))
  const next = sources.map((source) => source.next())
  for (;;) {
    let first: Slot | undefined
    let of = -1
    for (const [place, { value }] of next.entries()) {
      if (value !== undefined && (first === undefined || value.start < first.start)) {
        first = value
        of = place
      }
    }
    const source = sources[of]
    if (first === undefined || source === undefined) return
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
  for (const query of queries) {
    const slot = lastSlot(query)
    if (slot !== null && (last === null || slot.start > last.start)) last = slot
  }
  return last
}
