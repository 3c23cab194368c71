/** What other rooms, plugins and hosts use of the room of selection. */
export { type Composition, type Content, type PickTarget, type Place, retouchedImages } from './content.ts'
export { type Counted, type EntitlementKind, type EntitlementName, includedIn } from './entitlement.ts'
export * from './errors.ts'
export * from './events.ts'
export {
  type ConfirmingSelection,
  type ReopeningSelection,
  selectionConfirming,
  selectionReopening,
} from './hook-points.ts'
export { type AddedImageVersions, type AddImageVersions, addVersions } from './operations/add-versions.ts'
export { type ComposeProduct, composeProduct } from './operations/compose-product.ts'
export { type ConfirmedSelection, type ConfirmSelection, confirmSelection } from './operations/confirm-selection.ts'
export { type DropProduct, dropProduct } from './operations/drop-product.ts'
export { type EndPriceTable, endPriceTable } from './operations/end-price-table.ts'
export { type GetSelection, getSelection } from './operations/get-selection.ts'
export { type ListSelectionChanges, listChanges, type SelectionChangePage } from './operations/list-changes.ts'
export { type ConfirmationList, type ListConfirmations, listConfirmations } from './operations/list-confirmations.ts'
export { type ImagePage, type ListImages, listImages } from './operations/list-images.ts'
export { type ListPriceTables, listPriceTables, type PriceTablePage } from './operations/list-price-tables.ts'
export { type ListSelections, listSelections, type SelectionPage } from './operations/list-selections.ts'
export { type ListShoots, listShoots, type ShootList } from './operations/list-shoots.ts'
export { type ImageVersions, type ListImageVersions, listImageVersions } from './operations/list-versions.ts'
export { type MarkedImages, type MarkImages, markImages } from './operations/mark-images.ts'
export { type OpenedSelection, type OpenSelection, openSelection } from './operations/open-selection.ts'
export { pickImages } from './operations/pick-images.ts'
export { type PreviewSelection, previewSelection, type SelectionPreview } from './operations/preview-selection.ts'
export { type AskConsumption, type Consumption, readConsumption } from './operations/read-consumption.ts'
export { type AskSalesCredits, readCredits, type SalesCredits } from './operations/read-credits.ts'
export { type OrderEntitlements, type ReadEntitlements, readEntitlements } from './operations/read-entitlements.ts'
export { type RegisteredImages, type RegisterImages, registerImages } from './operations/register-images.ts'
export { type ReopenSelection, reopenSelection } from './operations/reopen-selection.ts'
export { type ReverseUse, reverseUse } from './operations/reverse-use.ts'
export { type SavePriceTable, savePriceTable } from './operations/save-price-table.ts'
export { type UndoSelectionChange, undoChange } from './operations/undo-change.ts'
export { unpickImages } from './operations/unpick-images.ts'
export { type ListWishes, listWishes, type RetouchWishes } from './operations/list-wishes.ts'
export { type UseEntitlement, useEntitlement } from './operations/use-entitlement.ts'
export { type WishedRetouch, type WishRetouch, wishRetouch } from './operations/wish-retouch.ts'
export type { PickImages } from './pick-input.ts'
export { type SelectionOperations, selectionRoom } from './plugin.ts'
export type { Selection, Shoot, ShootImage } from './present.ts'
export type { SavedPriceTable } from './present-table.ts'
export type { EntitlementUse } from './present-use.ts'
export { readRetouchWishes, type RetouchWish } from './retouch-wishes.ts'
export type { KeptPriceTable, PriceTable } from './price-table.ts'
export { type SelectionSettings, selectionSettings } from './settings.ts'
export {
  selectionChanges,
  selectionConfirmations,
  selectionCredits,
  selectionImages,
  selectionReopenings,
  selectionSelections,
  selectionShoots,
  selectionUses,
  selectionWishes,
} from './tables.ts'
