/** The room of supplies: the stock of orders. */
import { definePlugin, type Plugin } from '../engine/plugin.ts'
import { engineVersion } from '../engine/version.ts'
import * as errors from './errors.ts'
import { suppliesEvents } from './events.ts'
import { promiseArrivals } from './follow-goods.ts'
import { suppliesHooks } from './hooks.ts'
import { lapsePromises } from './lapse-promises.ts'
import { needsBook } from './needs-book.ts'
import { costsOf } from './operations/costs-of.ts'
import { cover } from './operations/cover.ts'
import { demand } from './operations/demand.ts'
import { listNeedVersions } from './operations/list-need-versions.ts'
import { needsOf } from './operations/needs-of.ts'
import { readNeeds } from './operations/read-needs.ts'
import { setNeeds } from './operations/set-needs.ts'
import { shortages } from './operations/shortages.ts'
import { type SuppliesSettings, suppliesSettings } from './settings.ts'
import { suppliesItemNeeds, suppliesItemNeedVersions, suppliesLineNeeds, suppliesUses } from './tables.ts'
import { unpromisedNeeds } from './unpromised-needs.ts'

const operations = {
  setNeeds,
  needs: readNeeds,
  needVersions: listNeedVersions,
  needsOf,
  cover,
  costsOf,
  shortages,
  demand,
} as const

/** What the desk offers under `supplies`. */
export type SuppliesOperations = typeof operations

const named = (...names: readonly (keyof SuppliesOperations)[]): readonly string[] =>
  names.map((name) => `supplies.${name}`)

const looks = named('needs', 'needsOf')

export const suppliesRoom: Plugin<'supplies', SuppliesOperations, SuppliesSettings> = definePlugin({
  ...suppliesSettings,
  version: engineVersion,
  requires: { catalog: '*', stages: '*', ledger: '*', inventory: '*', procurement: '*', orders: '*' },
  documents: [needsBook],
  tables: [suppliesItemNeeds, suppliesItemNeedVersions, suppliesLineNeeds, suppliesUses],
  operations,
  // What an order costs is for who answers for it and for the books.
  roles: {
    owner: ['*'],
    manager: ['supplies.*'],
    storekeeper: [...looks, ...named('needVersions', 'cover', 'shortages', 'demand')],
    accountant: [...looks, ...named('needVersions', 'costsOf', 'shortages', 'demand')],
    cashier: [...looks, ...named('cover', 'shortages')],
    reception: [...looks, ...named('cover', 'shortages')],
    selectionAdviser: looks,
    photographer: looks,
    makeupArtist: looks,
    retoucher: looks,
    designer: looks,
  },
  events: [...suppliesEvents],
  hooks: suppliesHooks,
  entries: [unpromisedNeeds],
  subscribers: [promiseArrivals],
  jobs: [lapsePromises],
  errors: Object.values(errors),
})
