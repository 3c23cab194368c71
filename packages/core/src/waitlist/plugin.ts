/** The waitlist of the bookings: who waits for which times, and what is offered to whom. */
import { definePlugin, type Plugin } from '../engine/plugin.ts'
import { engineVersion } from '../engine/version.ts'
import { followHolds } from './answer-offers.ts'
import { endEntry } from './end-entries.ts'
import * as waitlistErrors from './errors.ts'
import { waitlistEventKinds } from './events.ts'
import { followFreedTimes, lookAgain } from './follow-freed-times.ts'
import { orderHooks } from './follow-orders.ts'
import { forgetPeople } from './forget-people.ts'
import { offerFreeJob } from './offer-free-times.ts'
import { accept } from './operations/accept.ts'
import { change } from './operations/change.ts'
import { decline } from './operations/decline.ts'
import { join } from './operations/join.ts'
import { leave } from './operations/leave.ts'
import { list } from './operations/list-entries.ts'
import { offer } from './operations/offer.ts'
import { offerFree } from './operations/offer-free.ts'
import { read } from './operations/read-entry.ts'
import { waitlistFacts } from './sealed-facts.ts'
import { type WaitlistSettings, waitlistSettings } from './settings.ts'
import { waitlistEntries, waitlistEvents, waitlistOffers } from './tables.ts'
import { takeBackMessages, tellOffers } from './tell-offers.ts'
import { waitlistTemplates } from './templates.ts'

const operations = { join, read, list, change, leave, offer, offerFree, accept, decline } as const

/** What the desk offers under `waitlist`. */
export type WaitlistOperations = typeof operations

const named = (...names: readonly (keyof WaitlistOperations)[]): readonly string[] =>
  names.map((name) => `waitlist.${name}`)

const reads = named('read', 'list')
const counter = [...reads, ...named('join', 'change', 'leave', 'offer', 'offerFree', 'accept', 'decline')]

export const waitlistRoom: Plugin<'waitlist', WaitlistOperations, WaitlistSettings> = definePlugin({
  ...waitlistSettings,
  version: engineVersion,
  requires: {
    ...{ customers: '*', notifications: '*', ledger: '*', resources: '*', orders: '*' },
    ...{ bookings: '*', reminders: '*', calendars: '*' },
  },
  tables: [waitlistEntries, waitlistOffers, waitlistEvents],
  operations,
  permissions: ['waitlist.prioritise'],
  // Who comes first is the manager's to say; the counter takes in who waits, and what they answer.
  roles: {
    owner: ['*'],
    manager: ['waitlist.*'],
    cashier: counter,
    reception: counter,
    photographer: reads,
    makeupArtist: reads,
    accountant: reads,
  },
  events: [...waitlistEventKinds],
  hooks: [followHolds, ...orderHooks, forgetPeople],
  subscribers: [followFreedTimes, tellOffers, takeBackMessages],
  jobs: [offerFreeJob, lookAgain, endEntry],
  entries: [...waitlistFacts, ...waitlistTemplates],
  errors: Object.values(waitlistErrors),
})
