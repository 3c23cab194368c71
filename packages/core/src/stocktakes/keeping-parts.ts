/** What keeps a count where something is dated before it. Pure: no I/O. */
import type { KeptCount, KeptLine } from '../inventory/index.ts'
import type { Instant } from '../values/instant.ts'
import type { PostedLine } from './posted-lines.ts'
import type { CountedLineRow } from './tables.ts'

/** What a movement moves of one item, lot or single unit at a location. */
export interface KeptPlace {
  readonly itemId: string
  readonly locationId: string
  readonly lotId: string | null
  readonly serialId: string | null
  /** Above zero in, below zero out. */
  readonly quantity: number
}

interface Moved {
  readonly itemId: string
  readonly locationId: string
  readonly lotId?: string | null | undefined
  readonly serialId?: string | null | undefined
  readonly quantity: number
}

/** Lines of the same added up; those left out that come to nothing. */
export function movedPlaces(lines: readonly Moved[]): readonly KeptPlace[] {
  const places = new Map<string, KeptPlace>()
  for (const { itemId, locationId, lotId = null, serialId = null, quantity } of lines) {
    const key = `${itemId} ${locationId} ${lotId} ${serialId}`
    const before = places.get(key)?.quantity ?? 0
    places.set(key, { itemId, locationId, lotId, serialId, quantity: before + quantity })
  }
  return [...places.values()].filter(({ quantity }) => quantity !== 0)
}

export interface MetCount {
  readonly row: Pick<CountedLineRow, 'stocktakeId' | 'asOf'>
  readonly line: KeptPlace
}

/**
 * The opposite of what moved. As far as the stocktake has posted a difference the same way, that is taken back where it stands; what
 * is beyond it is a difference of its own, before the count.
 *
 * @param before the moment before a count
 */
export function keepingParts(
  met: readonly MetCount[],
  posted: readonly PostedLine[],
  before: (asOf: Instant) => Instant,
): readonly KeptCount[] {
  const counts = new Map<string, { stocktakeId: string; at: Instant; lines: KeptLine[] }>()
  const add = (stocktakeId: string, at: Instant, line: KeptLine) => {
    const key = `${stocktakeId} ${at}`
    const count = counts.get(key) ?? { stocktakeId, at, lines: [] }
    counts.set(key, count)
    count.lines.push(line)
  }
  for (const { row, line } of met) {
    const { stocktakeId, asOf } = row
    let { quantity } = line
    for (const one of posted) {
      if (quantity === 0) break
      if (one.stocktakeId !== stocktakeId || !isSame(one, line)) continue
      // What moved out late was missing, what came in late was found.
      if (Math.sign(one.left) !== Math.sign(quantity)) continue
      const taken = Math.sign(quantity) * Math.min(Math.abs(quantity), Math.abs(one.left))
      const of = { movementId: one.movementId, line: one.line }
      add(stocktakeId, one.at, { ...line, quantity: -taken, of })
      quantity -= taken
    }
    if (quantity !== 0) add(stocktakeId, before(asOf), { ...line, quantity: -quantity })
  }
  return [...counts.values()]
}

const isSame = (posted: PostedLine, line: KeptPlace): boolean =>
  posted.itemId === line.itemId &&
  posted.locationId === line.locationId &&
  posted.lotId === line.lotId &&
  posted.serialId === line.serialId
