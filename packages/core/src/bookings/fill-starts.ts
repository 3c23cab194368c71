/** How many slots fit one after the other, each at the first start that is left for it. Pure. */
import { bestOfQueries } from './choose-slot.ts'
import { slotsOfPlaces } from './search/places.ts'
import type { SlotQuery } from './search/query.ts'
import type { SlotAssignment } from './search/slot-at.ts'

export interface FilledStarts {
  /** The starts at which one more fits, in the order of time. */
  readonly starts: readonly number[]
  /** What would be booked: every start is taken as often as it is free, the earliest first. */
  readonly slots: readonly SlotAssignment[]
  /** Whether it ended because there were `most`. */
  readonly cut: boolean
}

/**
 * Nothing that is booked makes anything else free, so no start is looked at again. Where one resource alone is needed at a time, no other order fits more: of slots of one
 * length, taking the earliest leaves the most.
 *
 * @param book what is asked once a slot is booked
 */
export function fillStarts(
  queries: readonly SlotQuery[],
  book: (slot: SlotAssignment) => readonly SlotQuery[],
  most: number,
): FilledStarts {
  const starts = [...new Set([...slotsOfPlaces(queries)].map(({ start }) => start))]
  const slots: SlotAssignment[] = []
  let left = queries
  for (const start of starts) {
    for (let slot = bestOfQueries(left, start); slot !== null; slot = bestOfQueries(left, start)) {
      if (slots.length === most) return { starts, slots, cut: true }
      slots.push(slot)
      left = book(slot)
    }
  }
  return { starts, slots, cut: false }
}
