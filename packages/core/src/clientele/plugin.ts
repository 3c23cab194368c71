/** The room of the clientele: what is known of customers by what they bought. */
import { definePlugin } from '../engine/plugin.ts'
import { engineVersion } from '../engine/version.ts'
import * as errors from './errors.ts'
import * as events from './events.ts'
import { followCustomers } from './follow-customers.ts'
import { clienteleReferences, mergeHooks } from './merge-customers.ts'
import { classify } from './operations/classify.ts'
import { countRepeat } from './operations/count-repeat.ts'
import { findClientele } from './operations/find-clientele.ts'
import { readMarket } from './operations/read-market.ts'
import { readProfile } from './operations/read-profile.ts'
import { readTimeline } from './operations/read-timeline.ts'
import { rebuildClientele } from './operations/rebuild-clientele.ts'
import { recommendItems } from './operations/recommend-items.ts'
import { listRules, setRule } from './operations/set-rule.ts'
import { reclassify, reclassifyDaily } from './reclassify-job.ts'
import { refresh } from './refresh-job.ts'
import { shootDates } from './shoot-dates.ts'
import { stageShootDates } from './stage-shoot-dates.ts'
import {
  clienteleBranches,
  clienteleClasses,
  clienteleCustomers,
  clienteleFacets,
  clienteleMarks,
  clienteleOrders,
  clientelePairs,
  clienteleRules,
} from './tables.ts'
import { timelineSources } from './timeline-source.ts'
import { coreTimeline } from './timeline-sources.ts'

const desk = [
  'clientele.profile',
  'clientele.recommendations',
  'clientele.find',
  'clientele.timeline',
  'clientele.rules',
]

export const clienteleRoom = definePlugin({
  name: 'clientele',
  version: engineVersion,
  requires: { customers: '*', orders: '*', leads: '*', ledger: '*', receivables: '*', rentals: '*' },
  tables: [
    clienteleOrders,
    clienteleCustomers,
    clienteleBranches,
    clienteleFacets,
    clientelePairs,
    clienteleRules,
    clienteleClasses,
    clienteleMarks,
  ],
  operations: {
    setRule,
    rules: listRules,
    classify,
    profile: readProfile,
    recommendations: recommendItems,
    find: findClientele,
    repeat: countRepeat,
    market: readMarket,
    timeline: readTimeline,
    rebuild: rebuildClientele,
  },
  roles: {
    owner: ['*'],
    manager: ['clientele.*'],
    cashier: [...desk, 'clientele.classify'],
    reception: [...desk, 'clientele.classify'],
    photographer: ['clientele.profile'],
    accountant: ['clientele.find', 'clientele.repeat', 'clientele.market'],
  },
  events: Object.values(events),
  registries: [shootDates, timelineSources],
  entries: [...clienteleReferences, ...coreTimeline, stageShootDates],
  hooks: mergeHooks,
  subscribers: [followCustomers],
  jobs: [refresh, reclassify, reclassifyDaily],
  errors: Object.values(errors),
})
