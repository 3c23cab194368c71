/** The room of stocktakes: what is really there, and what becomes of the difference. */
import { definePlugin, type Plugin } from '../engine/plugin.ts'
import { provide } from '../engine/tokens.ts'
import { engineVersion } from '../engine/version.ts'
import * as stocktakeErrors from './errors.ts'
import { stocktakeEvents } from './events.ts'
import { stocktakeHooks } from './late-movements.ts'
import { houseStocktakeNumbers, stocktakeNumbersToken } from './numbering.ts'
import { cancel } from './operations/cancel-stocktake.ts'
import { count } from './operations/count-stock.ts'
import { differences } from './operations/list-differences.ts'
import { notCounted } from './operations/list-not-counted.ts'
import { list } from './operations/list-stocktakes.ts'
import { open } from './operations/open-stocktake.ts'
import { post } from './operations/post-stocktake.ts'
import { accuracy } from './operations/read-accuracy.ts'
import { sheet } from './operations/read-sheet.ts'
import { stocktakeFacts } from './sealed-facts.ts'
import { type StocktakeSettings, stocktakeSettings } from './settings.ts'
import {
  stocktakesCounts,
  stocktakesLate,
  stocktakesLines,
  stocktakesPostings,
  stocktakesStocktakes,
} from './tables.ts'

const operations = { open, sheet, count, differences, post, cancel, list, accuracy, notCounted } as const

/** What the desk offers under `stocktakes`. */
export type StocktakeOperations = typeof operations

const named = (names: readonly string[]): readonly string[] => names.map((name) => `stocktakes.${name}`)
const counting = ['sheet', 'count', 'list']

export const stocktakesRoom: Plugin<'stocktakes', StocktakeOperations, StocktakeSettings> = definePlugin({
  ...stocktakeSettings,
  version: engineVersion,
  requires: { ledger: '*', inventory: '*' },
  tables: [stocktakesStocktakes, stocktakesCounts, stocktakesLines, stocktakesPostings, stocktakesLate],
  operations,
  permissions: ['stocktakes.approve'],
  // Anybody counts; what was found is for the stockroom, and approved by the manager or the books.
  roles: {
    owner: ['*'],
    manager: ['stocktakes.*'],
    storekeeper: named(['open', ...counting, 'differences', 'post', 'cancel', 'accuracy', 'notCounted']),
    accountant: named(['list', 'differences', 'post', 'approve', 'accuracy', 'notCounted']),
    cashier: named(counting),
    reception: named(counting),
    photographer: named(counting),
    makeupArtist: named(counting),
  },
  provide: [provide(stocktakeNumbersToken, { useValue: houseStocktakeNumbers })],
  events: [...stocktakeEvents],
  hooks: stocktakeHooks,
  entries: [...stocktakeFacts],
  errors: Object.values(stocktakeErrors),
})
