/** The room of the inventory: what is in stock, where, for whom, and what it is worth. */
import { definePlugin, type Plugin } from '../engine/plugin.ts'
import { provide } from '../engine/tokens.ts'
import { engineVersion } from '../engine/version.ts'
import * as inventoryErrors from './errors.ts'
import { inventoryEvents } from './events.ts'
import { datedBack, moving, orderLinesNamed, stockPosted } from './hook-points.ts'
import { expireReservations } from './expire-reservations.ts'
import { addItem } from './operations/add-item.ts'
import { addLocation } from './operations/add-location.ts'
import { addRecipe } from './operations/add-recipe.ts'
import { adjust } from './operations/adjust-stock.ts'
import { changeItem } from './operations/change-item.ts'
import { changeLocation } from './operations/change-location.ts'
import { abc } from './operations/classify-abc.ts'
import { consume } from './operations/consume-goods.ts'
import { correctPrice } from './operations/correct-price.ts'
import { fulfil } from './operations/fulfil-reservations.ts'
import { gift } from './operations/give-gift.ts'
import { issue } from './operations/issue-goods.ts'
import { alerts } from './operations/list-alerts.ts'
import { expiringLots } from './operations/list-expiring-lots.ts'
import { items } from './operations/list-items.ts'
import { locations } from './operations/list-locations.ts'
import { lots } from './operations/list-lots.ts'
import { movementLog } from './operations/list-movement-log.ts'
import { recipes } from './operations/list-recipes.ts'
import { reservations } from './operations/list-reservations.ts'
import { serials } from './operations/list-serials.ts'
import { slowMovers } from './operations/list-slow-movers.ts'
import { stock } from './operations/list-stock.ts'
import { transfers } from './operations/list-transfers.ts'
import { move } from './operations/move-goods.ts'
import { produce } from './operations/produce-goods.ts'
import { capital } from './operations/read-capital.ts'
import { item } from './operations/read-item.ts'
import { movement } from './operations/read-movement.ts'
import { statusReport } from './operations/read-status.ts'
import { stockAt } from './operations/read-stock-at.ts'
import { turnover } from './operations/read-turnover.ts'
import { rebuild } from './operations/rebuild-inventory.ts'
import { receive } from './operations/receive-goods.ts'
import { receiveTransfer } from './operations/receive-transfer.ts'
import { release } from './operations/release-goods.ts'
import { reserve } from './operations/reserve-goods.ts'
import { returnToSupplier } from './operations/return-to-supplier.ts'
import { returnTransfer } from './operations/return-transfer.ts'
import { reverseReceipt } from './operations/reverse-receipt.ts'
import { sendTransfer } from './operations/send-transfer.ts'
import { setLevels } from './operations/set-levels.ts'
import { takeBack } from './operations/take-back.ts'
import { verify } from './operations/verify-inventory.ts'
import { waste } from './operations/waste-goods.ts'
import { houseMovementNumbers, movementNumbersToken } from './write-movement.ts'
import { inventoryFacts } from './sealed-facts.ts'
import { type InventorySettings, inventorySettings } from './settings.ts'
import { transferHooks } from './move-reservations.ts'
import { stockHooks } from './stock-hooks.ts'
import {
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
} from './tables.ts'

const operations = {
  addItem,
  changeItem,
  item,
  items,
  setLevels,
  addLocation,
  changeLocation,
  locations,
  addRecipe,
  recipes,
  receive,
  issue,
  takeBack,
  returnToSupplier,
  reverseReceipt,
  correctPrice,
  adjust,
  waste,
  gift,
  consume,
  produce,
  move,
  sendTransfer,
  receiveTransfer,
  returnTransfer,
  transfers,
  reserve,
  release,
  fulfil,
  reservations,
  movement,
  stock,
  lots,
  serials,
  stockAt,
  alerts,
  turnover,
  slowMovers,
  abc,
  capital,
  expiringLots,
  movementLog,
  statusReport,
  verify,
  rebuild,
} as const

/** What the desk offers under `inventory`. */
export type InventoryOperations = typeof operations

const reading = [
  'item',
  'items',
  'locations',
  'recipes',
  'transfers',
  'reservations',
  'movement',
  'stock',
  'lots',
  'serials',
]
const figures = ['stockAt', 'alerts', 'slowMovers', 'expiringLots', 'movementLog', 'statusReport']
const counter = ['issue', 'gift', 'takeBack', 'reserve', 'release', 'fulfil']
const workroom = [
  ...counter,
  'receive',
  'consume',
  'produce',
  'move',
  'waste',
  'sendTransfer',
  'receiveTransfer',
  'returnTransfer',
]
const named = (names: readonly string[]): readonly string[] => names.map((name) => `inventory.${name}`)

export const inventoryRoom: Plugin<'inventory', InventoryOperations, InventorySettings> = definePlugin({
  ...inventorySettings,
  version: engineVersion,
  requires: { ledger: '*', catalog: '*' },
  tables: [
    inventoryItems,
    inventoryLevels,
    inventoryLocations,
    inventoryRecipes,
    inventoryMovements,
    inventoryLines,
    inventoryCosts,
    inventoryPools,
    inventoryStock,
    inventoryLayers,
    inventoryLots,
    inventoryLotStock,
    inventorySerials,
    inventoryTotals,
    inventoryReservations,
    inventoryTransfers,
  ],
  operations,
  permissions: ['inventory.backdate', 'inventory.allBranches'],
  // The counter sells and promises, the workroom moves; what changes values or the past is for the manager and the books.
  roles: {
    owner: ['*'],
    manager: ['inventory.*'],
    storekeeper: named([...reading, ...figures, ...workroom, 'adjust', 'returnToSupplier', 'setLevels']),
    accountant: named([
      ...reading,
      ...figures,
      'turnover',
      'abc',
      'capital',
      'verify',
      'correctPrice',
      'reverseReceipt',
      'returnToSupplier',
      'backdate',
      'allBranches',
    ]),
    cashier: named([...reading, ...counter]),
    reception: named([...reading, 'reserve', 'release']),
    photographer: named(reading),
    makeupArtist: named([...reading, 'consume']),
  },
  provide: [provide(movementNumbersToken, { useValue: houseMovementNumbers })],
  events: [...inventoryEvents],
  hookPoints: [moving, orderLinesNamed, datedBack, stockPosted],
  hooks: [...stockHooks, ...transferHooks],
  jobs: [expireReservations],
  entries: [...inventoryFacts],
  errors: Object.values(inventoryErrors),
})
