/** The movements that put the stock as it was counted. Pure: no I/O. */
import type { MovementLineDraft, SerialRow } from '../inventory/index.ts'
import type { Instant } from '../values/instant.ts'
import { isExact } from './count-difference.ts'
import { seenIn } from './counted-line.ts'
import type { FoundPlace } from './read-differences.ts'
import type { CountedLineRow } from './tables.ts'

export interface MovementPlan {
  /** count: what was more or less; move: single units that lay elsewhere. */
  readonly kind: 'count' | 'move'
  readonly at: Instant
  readonly lines: readonly MovementLineDraft[]
}

/** A movement has so many lines at most. */
const mostLines = 500

/** Where the books have units in stock that were found. */
export type UnitsInStock = ReadonlyMap<string, Pick<SerialRow, 'locationId'>>

/** A count of an item at a location that was posted before. */
export type PostedCount = Pick<CountedLineRow, 'itemId' | 'locationId' | 'asOf'>

/**
 * One movement for each moment at which something was counted, in their order, out before in. A unit that was found where the
 * books do not have it, and is in stock elsewhere in the branch, has been moved: that is no difference in value.
 */
export function plannedMovements(
  found: readonly FoundPlace[],
  unitsInStock: UnitsInStock,
  posted: readonly PostedCount[],
): readonly MovementPlan[] {
  const moves = new Map<Instant, MovementLineDraft[]>()
  const counts = new Map<Instant, MovementLineDraft[]>()
  const moved = movedUnits(found, unitsInStock, posted)
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
      const move = moved.get(serialId)
      if (move === undefined) add(counts, asOf, { itemId, locationId, quantity: change, serialId })
      else if (change === 1) {
        add(moves, move.at, { itemId, locationId: move.from, quantity: -1, serialId })
        add(moves, move.at, { itemId, locationId, quantity: 1, serialId })
      }
    }
  }
  return [...plans('move', moves), ...plans('count', counts)].sort((one, other) => (one.at < other.at ? -1 : 1))
}

interface Move {
  /** Where the books have the unit. */
  readonly from: string
  readonly at: Instant
}

/**
 * Units that were found and are in stock elsewhere: moved by when they were found, or were missing there if that was before. Where
 * another stocktake counted between the two, and did not see the unit, it was missing and was found: there was no single move.
 */
function movedUnits(
  found: readonly FoundPlace[],
  unitsInStock: UnitsInStock,
  posted: readonly PostedCount[],
): ReadonlyMap<string, Move> {
  const moved = new Map<string, Move>()
  for (const { row, difference } of found) {
    for (const [serialId, change] of Object.entries(difference.units)) {
      const from = change === 1 ? unitsInStock.get(serialId)?.locationId : undefined
      if (typeof from !== 'string' || from === row.locationId) continue
      const missing = found.find((one) => one.row.locationId === from && one.difference.units[serialId] === -1)
      const at = missing !== undefined && missing.row.asOf < row.asOf ? missing.row.asOf : row.asOf
      const isBetween = (one: PostedCount) =>
        one.itemId === row.itemId && one.locationId === row.locationId && at < one.asOf && one.asOf <= row.asOf
      if (!posted.some(isBetween)) moved.set(serialId, { from, at })
    }
  }
  return moved
}

/**
 * Places where a unit was found that was found in another place too, or was seen later where the books have it: one of the counts
 * is out of date.
 */
export function seenTwice(found: readonly FoundPlace[], unitsInStock: UnitsInStock): readonly FoundPlace[] {
  return found.filter(({ row, difference }) =>
    Object.entries(difference.units).some(([serialId, change]) => {
      if (change !== 1) return false
      const from = unitsInStock.get(serialId)?.locationId
      return found.some(
        (one) =>
          one.row !== row &&
          (one.difference.units[serialId] === 1 ||
            (one.row.locationId === from && one.row.asOf >= row.asOf && seenIn(one.row).serials.includes(serialId))),
      )
    }),
  )
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
