/** What stocktakes have posted of places they counted, with what was dated back since. */
import type { CommandContext } from '../engine/context.ts'
import { z } from 'zod'
import { inventoryCosts, inventoryLines, type MovementLineRow } from '../inventory/index.ts'
import { placeKey } from './read-books.ts'
import { type CountedLineRow, stocktakesLate, stocktakesPostings } from './tables.ts'

const ids = z.array(z.string())

/** A difference in the books. */
export interface PostedLine extends MovementLineRow {
  readonly stocktakeId: string
  /** What of its quantity was not taken back; zero of a line that takes back another. */
  readonly left: number
}

/** In the order in which they were written. Three statements. */
export async function readPostedLines(
  { store }: CommandContext,
  counted: readonly Pick<CountedLineRow, 'stocktakeId' | 'itemId' | 'locationId'>[],
): Promise<readonly PostedLine[]> {
  const where = { stocktakeId: { in: [...new Set(counted.map((row) => row.stocktakeId))] } }
  const itemId = { in: [...new Set(counted.map((row) => row.itemId))] }
  const locationId = { in: [...new Set(counted.map((row) => row.locationId))] }
  const postings = await store.find(stocktakesPostings, { where, limit: 'all' })
  const late = await store.find(stocktakesLate, { where: { ...where, itemId, locationId }, limit: 'all' })
  const stocktakes = new Map([
    ...postings.flatMap((row) => ids.parse(row.movements).map((id) => [id, row.stocktakeId] as const)),
    ...late.map((row) => [row.movementId, row.stocktakeId] as const),
  ])
  if (stocktakes.size === 0) return []
  const rows = await store.find(inventoryLines, {
    where: { movementId: { in: [...stocktakes.keys()] }, itemId, locationId, kind: 'count' },
    orderBy: ['movementId', 'line'],
    limit: 'all',
  })
  return rows.map((row) => {
    const stocktakeId = stocktakes.get(row.movementId) ?? ''
    if (row.ofMovementId !== null) return { ...row, stocktakeId, left: 0 }
    const back = rows.filter((one) => one.ofMovementId === row.movementId && one.ofLine === row.line)
    return { ...row, stocktakeId, left: back.reduce((sum, one) => sum + one.quantity, row.quantity) }
  })
}

/** What the difference of a counted place is worth by what is known now, in minor units. One statement. */
export async function worthOf(
  { store }: CommandContext,
  posted: readonly PostedLine[],
): Promise<(row: CountedLineRow) => bigint> {
  const where = { movementId: { in: [...new Set(posted.map((line) => line.movementId))] }, kind: { ne: 'short' } }
  const costs = await store.find(inventoryCosts, { where, limit: 'all' })
  const sums = new Map<string, bigint>()
  const add = (key: string, value: bigint) => sums.set(key, (sums.get(key) ?? 0n) + value)
  for (const line of posted) {
    const key = `${line.stocktakeId} ${placeKey({ ...line, lotId: line.lotId ?? '' })}`
    add(key, line.value)
    for (const cost of costs) {
      if (cost.movementId === line.movementId && cost.line === line.line) add(key, cost.amount)
    }
  }
  return (row) => sums.get(`${row.stocktakeId} ${placeKey(row)}`) ?? 0n
}
