/** What other rooms, plugins and hosts may import of the stocktakes. */
export * from './errors.ts'
export {
  type CountKept,
  countKept,
  type StockCounted,
  type StocktakeCancelled,
  type StocktakeOpened,
  type StocktakePosted,
  stockCounted,
  stocktakeCancelled,
  stocktakeEvents,
  stocktakeOpened,
  stocktakePosted,
} from './events.ts'
export { houseStocktakeNumbers, stocktakeNumbersToken } from './numbering.ts'
export type { CancelStocktake } from './operations/cancel-stocktake.ts'
export type { CountStock, StockCount } from './operations/count-stock.ts'
export type { ListDifferences, StocktakeDifferences } from './operations/list-differences.ts'
export type { ListNotCounted, StockNotCounted } from './operations/list-not-counted.ts'
export type { ListStocktakes, StocktakesPage } from './operations/list-stocktakes.ts'
export type { OpenStocktake } from './operations/open-stocktake.ts'
export type { PostStocktake } from './operations/post-stocktake.ts'
export type { ReadStockAccuracy, StockAccuracy } from './operations/read-accuracy.ts'
export type { CountSheet, ReadCountSheet } from './operations/read-sheet.ts'
export { type StocktakeOperations, stocktakesRoom } from './plugin.ts'
export type { PostedStocktake, Stocktake } from './present.ts'
export type { StocktakeSettings } from './settings.ts'
export {
  stocktakesCounts,
  stocktakesLate,
  stocktakesLines,
  stocktakesPostings,
  stocktakesStocktakes,
} from './tables.ts'
