/** A counted place, out of its row. Pure: no I/O. */
import { z } from 'zod'
import type { CountDifference, CountMade, Seen, UnitChanges } from './count-difference.ts'
import type { CountedLineRow } from './tables.ts'

const history: z.ZodType<CountMade[]> = z.array(
  z.object({ countId: z.string(), counter: z.string(), difference: z.string() }),
)
const serials = z.array(z.string())
const units = z.record(z.string(), z.int())

export const historyOf = (row: CountedLineRow): readonly CountMade[] => history.parse(row.history)

export const seenIn = (row: CountedLineRow): Seen => ({ quantity: row.counted, serials: serials.parse(row.serials) })

/** As it was kept: when it was counted, posted, or changed by what was dated back. */
export const keptDifference = (row: CountedLineRow): CountDifference => {
  const changes: UnitChanges = units.parse(row.units)
  return { quantity: row.difference, units: changes }
}
