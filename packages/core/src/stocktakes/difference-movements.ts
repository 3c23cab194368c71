/** The movements that put the stock as it was counted. Pure: no I/O. */
import type { MovementLineDraft, SerialRow } from '../inventory/index.ts'
import type { Instant } from '../values/instant.ts'
import { isExact } from './count-difference.ts'
import type { FoundPlace } from './read-differences.ts'

export interface MovementPlan {
  /** count: what was more or less; move: single units that lay elsewhere. */
  readonly kind: 'count' | 'move'
  readonly at: Instant
  readonly lines: readonly MovementLineDraft[]
}

/** A movement has so many lines at most. */
const mostLines = 500

/**
 * One movement for each moment at which something was counted, in their order, out before in. A unit that was found where the
 * books do not have it, and is in stock elsewhere in the branch, has been moved: that is no difference in value.
 */
export function plannedMovements(
  found: readonly FoundPlace[],
  unitsInStock: ReadonlyMap<string, Pick<SerialRow, 'locationId'>>,
): readonly MovementPlan[] {
  const moves = new Map<Instant, MovementLineDraft[]>()
  const counts = new Map<Instant, MovementLineDraft[]>()
  const moved = movedUnits(found, unitsInStock)
  const add = (to: Map<Instant, MovementLineDraft[]>, at: Instant, line: MovementLineDraft) =>
    to.set(at, [...(to.get(at) ?? []), line])
  for (const { row, difference } of found) {
    if (isExact(difference)) continue
    const { itemId, locationId, lotId, asOf } = row
    const units = Object.entries(difference.units)
    if (units.length === 0) {
      const line = { itemId, locationId, quantity: difference.quantity, lotId: lotId === '' ? undefined : lotId }
      add(counts, asOf, line)
    }
    for (const [serialId, change] of units) {
      const from = moved.get(serialId)
      if (from === undefined) add(counts, asOf, { itemId, locationId, quantity: change, serialId })
      else if (change === 1) {
        add(moves, asOf, { itemId, locationId: from, quantity: -1, serialId })
        add(moves, asOf, { itemId, locationId, quantity: 1, serialId })
      }
    }
  }
  return [...plans('move', moves), ...plans('count', counts)].sort((one, other) => (one.at < other.at ? -1 : 1))
}

/** Units that were found and are in stock elsewhere, with where the books have them. */
function movedUnits(
  found: readonly FoundPlace[],
  unitsInStock: ReadonlyMap<string, Pick<SerialRow, 'locationId'>>,
): ReadonlyMap<string, string> {
  const moved = new Map<string, string>()
  for (const { difference } of found) {
    for (const [serialId, change] of Object.entries(difference.units)) {
      const from = change === 1 ? unitsInStock.get(serialId)?.locationId : undefined
      if (typeof from === 'string') moved.set(serialId, from)
    }
  }
  return moved
}

/** Lines of one moment, in as many movements as it takes; of a move both lines stay together. */
function plans(
  kind: MovementPlan['kind'],
  byMoment: ReadonlyMap<Instant, readonly MovementLineDraft[]>,
): MovementPlan[] {
  return [...byMoment].flatMap(([at, given]) => {
    const outFirst = (line: MovementLineDraft) => (line.quantity < 0 ? 0 : 1)
    const lines = kind === 'move' ? given : [...given].sort((one, other) => outFirst(one) - outFirst(other))
    const parts: MovementPlan[] = []
    for (let from = 0; from < lines.length; from += mostLines) {
      parts.push({ kind, at, lines: lines.slice(from, from + mostLines) })
    }
    return parts
  })
}
