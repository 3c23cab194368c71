/** The room of selection. */
import { definePlugin, type Plugin } from '../engine/plugin.ts'
import { engineVersion } from '../engine/version.ts'
import * as errors from './errors.ts'
import * as events from './events.ts'
import { closeWithLines, goWithLines, keepUsed } from './follow-orders.ts'
import { selectionConfirming, selectionReopening } from './hook-points.ts'
import { transferHooks } from './move-orders.ts'
import { addVersions } from './operations/add-versions.ts'
import { composeProduct } from './operations/compose-product.ts'
import { confirmSelection } from './operations/confirm-selection.ts'
import { dropProduct } from './operations/drop-product.ts'
import { endPriceTable } from './operations/end-price-table.ts'
import { getSelection } from './operations/get-selection.ts'
import { listChanges } from './operations/list-changes.ts'
import { listConfirmations } from './operations/list-confirmations.ts'
import { listImages } from './operations/list-images.ts'
import { listPriceTables } from './operations/list-price-tables.ts'
import { listSelections } from './operations/list-selections.ts'
import { listShoots } from './operations/list-shoots.ts'
import { listImageVersions } from './operations/list-versions.ts'
import { listWishes } from './operations/list-wishes.ts'
import { markImages } from './operations/mark-images.ts'
import { openSelection } from './operations/open-selection.ts'
import { pickImages } from './operations/pick-images.ts'
import { previewSelection } from './operations/preview-selection.ts'
import { readConsumption } from './operations/read-consumption.ts'
import { readCredits } from './operations/read-credits.ts'
import { readEntitlements } from './operations/read-entitlements.ts'
import { registerImages } from './operations/register-images.ts'
import { reopenSelection } from './operations/reopen-selection.ts'
import { reverseUse } from './operations/reverse-use.ts'
import { savePriceTable } from './operations/save-price-table.ts'
import { undoChange } from './operations/undo-change.ts'
import { unpickImages } from './operations/unpick-images.ts'
import { useEntitlement } from './operations/use-entitlement.ts'
import { wishRetouch } from './operations/wish-retouch.ts'
import { priceBook } from './price-book.ts'
import { selectionFacts } from './sealed-facts.ts'
import { type SelectionSettings, selectionSettings } from './settings.ts'
import * as tables from './tables.ts'

const operations = {
  registerImages,
  addVersions,
  markImages,
  shoots: listShoots,
  images: listImages,
  versions: listImageVersions,
  open: openSelection,
  pick: pickImages,
  unpick: unpickImages,
  compose: composeProduct,
  drop: dropProduct,
  undo: undoChange,
  wish: wishRetouch,
  wishes: listWishes,
  preview: previewSelection,
  confirm: confirmSelection,
  reopen: reopenSelection,
  get: getSelection,
  list: listSelections,
  changes: listChanges,
  confirmations: listConfirmations,
  entitlements: readEntitlements,
  use: useEntitlement,
  reverseUse,
  savePriceTable,
  endPriceTable,
  priceTables: listPriceTables,
  credits: readCredits,
  consumption: readConsumption,
} as const

/** What the desk offers under `selection`. */
export type SelectionOperations = typeof operations

const named = (...names: readonly (keyof SelectionOperations)[]): readonly string[] =>
  names.map((name) => `selection.${name}`)

const reads = named(
  'shoots',
  'images',
  'versions',
  'preview',
  'get',
  'list',
  'changes',
  'wishes',
  'confirmations',
  'entitlements',
  'priceTables',
)
const counter = [
  ...reads,
  ...named('open', 'pick', 'unpick', 'compose', 'drop', 'undo', 'wish', 'confirm', 'use', 'consumption'),
]

/** Who makes what was picked: reads all of it but what it costs, and brings later versions of images. */
const making = named('shoots', 'images', 'versions', 'addVersions', 'get', 'list', 'wishes', 'entitlements')

export const selectionRoom: Plugin<'selection', SelectionOperations, SelectionSettings> = definePlugin({
  ...selectionSettings,
  version: engineVersion,
  requires: { catalog: '*', ledger: '*', orders: '*' },
  documents: [priceBook],
  tables: Object.values(tables),
  operations,
  // Opening again what a customer signed, taking uses back, and prices are the manager's.
  roles: {
    owner: ['*'],
    manager: ['selection.*'],
    cashier: counter,
    reception: counter,
    selectionAdviser: counter,
    photographer: [
      ...named(
        'registerImages',
        'addVersions',
        'markImages',
        'shoots',
        'images',
        'versions',
        'wishes',
        'entitlements',
        'use',
      ),
    ],
    makeupArtist: named('entitlements', 'use'),
    retoucher: making,
    designer: making,
    accountant: [...reads, ...named('credits', 'consumption')],
  },
  events: Object.values(events),
  hooks: [closeWithLines, goWithLines, keepUsed, ...transferHooks],
  hookPoints: [selectionConfirming, selectionReopening],
  errors: Object.values(errors),
  entries: selectionFacts,
})
