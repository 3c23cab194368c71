/** The room of stages: the flows that lines walk, and the business days by which they are due. It knows no order. */
import { definePlugin, type Plugin } from '../engine/plugin.ts'
import { entry } from '../engine/registry.ts'
import { engineVersion } from '../engine/version.ts'
import { houseFlows } from './built-in-flows.ts'
import { departmentPermissions, houseDepartments } from './departments.ts'
import * as stagesErrors from './errors.ts'
import { stagesEvents } from './events.ts'
import { noHolidays } from './holidays.ts'
import { checkFlow } from './operations/check-flow.ts'
import { flows } from './operations/list-flows.ts'
import { flow } from './operations/read-flow.ts'
import { saveFlow } from './operations/save-flow.ts'
import { withdrawFlow } from './operations/withdraw-flow.ts'
import { stageDepartments, stageFlows } from './registries.ts'
import { guardSettings } from './settings-hook.ts'
import { type StagesSettings, stagesSettings } from './settings.ts'
import { stagesFlows } from './tables.ts'

const operations = { flows, flow, checkFlow, saveFlow, withdrawFlow } as const

/** What the desk offers under `stages`. */
export type StagesOperations = typeof operations

const reads = ['stages.flows', 'stages.flow']
const front = [
  'stages.store',
  'stages.reception',
  'stages.selection',
  'stages.pickup',
  'stages.logistics',
  'stages.lab',
]

export const stagesRoom: Plugin<'stages', StagesOperations, StagesSettings> = definePlugin({
  ...stagesSettings,
  version: engineVersion,
  tables: [stagesFlows],
  operations,
  permissions: departmentPermissions,
  roles: {
    owner: ['*'],
    manager: ['stages.*'],
    cashier: [...reads, ...front],
    reception: [...reads, ...front],
    photographer: [...reads, 'stages.photography'],
    makeupArtist: [...reads, 'stages.makeUp'],
    retoucher: [...reads, 'stages.postProduction'],
    designer: [...reads, 'stages.design'],
    selectionAdviser: [...reads, 'stages.selection'],
    storekeeper: [...reads, 'stages.logistics', 'stages.lab'],
  },
  events: stagesEvents,
  hooks: [guardSettings],
  registries: [stageDepartments, stageFlows],
  entries: [
    ...houseDepartments.map((department) => entry(stageDepartments, department)),
    ...houseFlows.map((one) => entry(stageFlows, one)),
  ],
  provide: [noHolidays],
  errors: Object.values(stagesErrors),
})
