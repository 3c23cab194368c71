/** The room of pickups: what is complete, who was told, where it lies, and what nobody came for. */
import { definePlugin, type Plugin } from '../engine/plugin.ts'
import { engineVersion } from '../engine/version.ts'
import { pickupChecks } from './checks.ts'
import { coreChecks } from './core-checks.ts'
import { cancellationHooks } from './end-with-lines.ts'
import * as errors from './errors.ts'
import { pickupNotified, pickupStored, pickupUnclaimed } from './events.ts'
import { followOrders } from './follow-orders.ts'
import { transferHooks } from './move-orders.ts'
import { checkPickup } from './operations/check-order.ts'
import { listPickupNotices } from './operations/list-notices.ts'
import { listPickupsWaiting } from './operations/list-waiting.ts'
import { notifyPickup } from './operations/notify-customer.ts'
import { answerPickup } from './operations/record-answer.ts'
import { storePickup } from './operations/store-parcel.ts'
import { summarisePickups } from './operations/summarise-waiting.ts'
import { type PickupsSettings, pickupsSettings } from './settings.ts'
import { pickupsNotices, pickupsWaiting } from './tables.ts'
import { pickupsJobs } from './tell-unclaimed.ts'

const operations = {
  check: checkPickup,
  notify: notifyPickup,
  answer: answerPickup,
  store: storePickup,
  list: listPickupsWaiting,
  notices: listPickupNotices,
  summary: summarisePickups,
} as const

const reading = ['pickups.check', 'pickups.list', 'pickups.notices', 'pickups.summary']

export const pickupsRoom: Plugin<'pickups', typeof operations, PickupsSettings> = definePlugin({
  ...pickupsSettings,
  version: engineVersion,
  requires: { customers: '*', ledger: '*', orders: '*' },
  tables: [pickupsWaiting, pickupsNotices],
  operations,
  roles: {
    owner: ['*'],
    manager: ['pickups.*'],
    cashier: ['pickups.*'],
    reception: ['pickups.*'],
    storekeeper: [...reading, 'pickups.store'],
    accountant: reading,
  },
  events: [pickupNotified, pickupUnclaimed, pickupStored],
  hooks: [...transferHooks, ...cancellationHooks],
  subscribers: [followOrders],
  jobs: [...pickupsJobs],
  registries: [pickupChecks],
  entries: [...coreChecks],
  errors: Object.values(errors),
})
