/** What other rooms, plugins and hosts may import of the inventory. */
export * from './errors.ts'
export {
  inventoryEvents,
  type StockItemAdded,
  type StockMoved,
  type StockReleased,
  type StockReserved,
  stockItemAdded,
  stockMoved,
  stockReleased,
  stockReserved,
  type TransferEnded,
  type TransferSent,
  transferEnded,
  transferSent,
} from './events.ts'
export { freezeLocations, thawLocations } from './freeze-locations.ts'
export { holdPools } from './hold-pools.ts'
export {
  type DatedBack,
  datedBack,
  type Moving,
  moving as movingStock,
  orderLinesNamed,
  type OrderLinesNamed,
  type StockPosted,
  stockPosted,
} from './hook-points.ts'
export type { ReceivedLineInput, StockLineInput } from './line-input.ts'
export { stockDifferencesAccount } from './movement-accounts.ts'
export type {
  KeptCount,
  KeptLine,
  KeptMovement,
  MovementDraft,
  MovementKind,
  MovementLineDraft,
  PostedMovement,
} from './movement-draft.ts'
export { type MovementRefusal, movementRefusals } from './movement-refusals.ts'
export type { AddStockItem } from './operations/add-item.ts'
export type { AddStockLocation } from './operations/add-location.ts'
export type { AddRecipe } from './operations/add-recipe.ts'
export type { AdjustStock } from './operations/adjust-stock.ts'
export type { ChangeStockItem } from './operations/change-item.ts'
export type { ChangeStockLocation } from './operations/change-location.ts'
export type { ClassifiedStock, ClassifyStock } from './operations/classify-abc.ts'
export type { ConsumeGoods } from './operations/consume-goods.ts'
export type { CorrectPrice } from './operations/correct-price.ts'
export type { FulfilReservations } from './operations/fulfil-reservations.ts'
export type { GiveGift } from './operations/give-gift.ts'
export type { IssueGoods } from './operations/issue-goods.ts'
export type { ListStockItems, StockItemsPage } from './operations/list-items.ts'
export type { ListStockLocations, StockLocationsPage } from './operations/list-locations.ts'
export type { ListStockAlerts, StockAlerts } from './operations/list-alerts.ts'
export type { ExpiringLots, ListExpiringLots } from './operations/list-expiring-lots.ts'
export type { ListLots, Lot, LotsPage } from './operations/list-lots.ts'
export type { ListMovementLog, MovementLog } from './operations/list-movement-log.ts'
export type { ListRecipes, RecipesPage } from './operations/list-recipes.ts'
export type { ListReservations, ReservationsPage } from './operations/list-reservations.ts'
export type { ListSerials, Serial, SerialsPage } from './operations/list-serials.ts'
export type { ListSlowMovers, SlowMovers } from './operations/list-slow-movers.ts'
export type { ListStock, StockOnHand, StockPage } from './operations/list-stock.ts'
export type { ListTransfers, TransfersPage } from './operations/list-transfers.ts'
export type { MoveGoods } from './operations/move-goods.ts'
export type { ProduceGoods } from './operations/produce-goods.ts'
export type { ReadStockCapital, StockCapital } from './operations/read-capital.ts'
export type { ReadStockItem, StockItemRead } from './operations/read-item.ts'
export type { MovementRead, ReadMovement } from './operations/read-movement.ts'
export type { ReadStockAt, StockAtMoment } from './operations/read-stock-at.ts'
export type { ReadStockStatus, StockStatus } from './operations/read-status.ts'
export type { ReadStockTurnover, StockTurnover } from './operations/read-turnover.ts'
export type { InventoryRebuilt, RebuildInventory } from './operations/rebuild-inventory.ts'
export type { ReceiveGoods } from './operations/receive-goods.ts'
export type { ReceiveTransfer } from './operations/receive-transfer.ts'
export type { ReleaseGoods } from './operations/release-goods.ts'
export type { ReserveGoods } from './operations/reserve-goods.ts'
export type { ReturnToSupplier } from './operations/return-to-supplier.ts'
export type { ReturnTransfer } from './operations/return-transfer.ts'
export type { ReverseReceipt } from './operations/reverse-receipt.ts'
export type { SendTransfer } from './operations/send-transfer.ts'
export type { SetStockLevels, StockLevels } from './operations/set-levels.ts'
export type { TakeBackGoods } from './operations/take-back.ts'
export type { InventoryVerified, VerifyInventory } from './operations/verify-inventory.ts'
export type { WasteGoods } from './operations/waste-goods.ts'
export type { LoggedMovement, NamedLine } from './movement-log.ts'
export { type InventoryOperations, inventoryRoom } from './plugin.ts'
export { postMovement } from './post-movement.ts'
export type { Movement, MovementLine, MovementPosted, Reservation, StockItem, StockLocation } from './present.ts'
export type { Recipe } from './present-recipe.ts'
export {
  defaultLocationCode,
  requireItems,
  requireLocation,
  requireLocations,
  requireLocationsOrDefault,
} from './read-items.ts'
export { type RecipeLine, recipeLines, requireRecipe } from './recipe.ts'
export {
  type Promising,
  type Release,
  releaseReservations,
  type ReservationDraft,
  reserveStock,
} from './reserve-stock.ts'
export { type AskedLine, momentOf, type ResolvedLine, resolveLines, unitsOf } from './resolve-lines.ts'
export type { InventorySettings } from './settings.ts'
export {
  inventoryCosts,
  inventoryItems,
  inventoryLayers,
  inventoryLevels,
  inventoryLines,
  inventoryLocations,
  inventoryLots,
  inventoryLotStock,
  inventoryMovements,
  inventoryPools,
  inventoryRecipes,
  inventoryReservations,
  inventorySerials,
  inventoryStock,
  inventoryTotals,
  inventoryTransfers,
  type LocationRow,
  type MovementLineRow,
  type MovementRow,
  type PoolRow,
  type ReservationRow,
  type SerialRow,
  type StockItemRow,
  type StockRow,
} from './tables.ts'
export type { Transfer } from './transfer.ts'
export { houseMovementNumbers, movementNumbersToken } from './write-movement.ts'
