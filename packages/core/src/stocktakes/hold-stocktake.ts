/** A stocktake, locked: two that count or post at once come after one another. */
import type { CommandContext } from '../engine/context.ts'
import { StocktakeNotOpen, StocktakeUnknown } from './errors.ts'
import { type StocktakeRow, stocktakesStocktakes } from './tables.ts'

/** @throws STOCKTAKE_UNKNOWN, STOCKTAKE_NOT_OPEN */
export async function holdStocktake({ store, branch }: CommandContext, stocktakeId: string): Promise<StocktakeRow> {
  const row = await store.getForUpdate(stocktakesStocktakes, stocktakeId)
  if (row?.branch !== branch) throw StocktakeUnknown.create({ stocktakeId, branch })
  if (row.status !== 'open') throw StocktakeNotOpen.create({ stocktakeId, status: row.status })
  return row
}
