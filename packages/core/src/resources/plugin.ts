/** The room of resources: people, rooms, places, dresses and equipment that are booked, and when they work. */
import { definePlugin, type Plugin } from '../engine/plugin.ts'
import { provide } from '../engine/tokens.ts'
import { engineVersion } from '../engine/version.ts'
import * as resourceErrors from './errors.ts'
import { resourceEvents } from './events.ts'
import { noteHolidays } from './keep-holidays.ts'
import { add } from './operations/add-resource.ts'
import { approveTimeOff } from './operations/approve-time-off.ts'
import { get } from './operations/get-resource.ts'
import { conflicts } from './operations/list-conflicts.ts'
import { list } from './operations/list-resources.ts'
import { timeOff } from './operations/list-time-off.ts'
import { openingHours } from './operations/read-opening-hours.ts'
import { roster } from './operations/read-roster.ts'
import { refuseTimeOff } from './operations/refuse-time-off.ts'
import { requestTimeOff } from './operations/request-time-off.ts'
import { retire } from './operations/retire-resource.ts'
import { setOpeningHours } from './operations/set-opening-hours.ts'
import { setRoster } from './operations/set-roster.ts'
import { setShifts } from './operations/set-shifts.ts'
import { tie } from './operations/tie-resource.ts'
import { untie } from './operations/untie-resource.ts'
import { update } from './operations/update-resource.ts'
import { withdrawTimeOff } from './operations/withdraw-time-off.ts'
import { newResourceBooks, resourceBooksToken } from './resource-book.ts'
import { type ResourcesSettings, resourcesSettings } from './settings.ts'
import { resources, resourcesOpeningHours, resourcesRosters, resourcesShifts, resourcesTimeOff } from './tables.ts'

const operations = {
  add,
  update,
  retire,
  tie,
  untie,
  list,
  get,
  setRoster,
  setOpeningHours,
  openingHours,
  setShifts,
  requestTimeOff,
  approveTimeOff,
  refuseTimeOff,
  withdrawTimeOff,
  timeOff,
  roster,
  conflicts,
} as const

/** What the desk offers under `resources`. */
export type ResourceOperations = typeof operations

const named = (...names: readonly (keyof ResourceOperations)[]): readonly string[] =>
  names.map((name) => `resources.${name}`)

const reads = named('list', 'get', 'openingHours', 'roster')
const own = named('timeOff', 'requestTimeOff', 'withdrawTimeOff')

export const resourcesRoom: Plugin<'resources', ResourceOperations, ResourcesSettings> = definePlugin({
  ...resourcesSettings,
  version: engineVersion,
  requires: { claims: '*', stages: '*', rentals: '*' },
  tables: [resources, resourcesRosters, resourcesOpeningHours, resourcesShifts, resourcesTimeOff],
  operations,
  permissions: ['resources.readCosts', 'resources.timeOffOfOthers', 'resources.approveDespiteBookings'],
  // Rosters are the manager's; whoever is booked asks for time off, and sees no more than their own.
  roles: {
    owner: ['*'],
    manager: ['resources.*'],
    cashier: [...reads, ...named('conflicts'), ...own],
    reception: [...reads, ...named('conflicts'), ...own],
    photographer: [...reads, ...own],
    makeupArtist: [...reads, ...own],
    retoucher: [...reads, ...own],
    designer: [...reads, ...own],
    selectionAdviser: [...reads, ...own],
    accountant: [...reads, 'resources.readCosts'],
  },
  events: [...resourceEvents],
  hooks: [noteHolidays],
  provide: [provide(resourceBooksToken, { useFactory: newResourceBooks })],
  errors: Object.values(resourceErrors),
})
