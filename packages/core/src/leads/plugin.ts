/** The room of leads: who might become a customer, who came, and what is to be done about whom. */
import { definePlugin, type Plugin } from '../engine/plugin.ts'
import { engineVersion } from '../engine/version.ts'
import * as errors from './errors.ts'
import * as events from './events.ts'
import { callAfterDelivery, creditVisits } from './follow-orders.ts'
import { transferHooks } from './move-orders.ts'
import { arrive } from './operations/arrive.ts'
import { cancelFollowUp, finishFollowUp, moveFollowUp } from './operations/close-follow-up.ts'
import { loseLead, reopenLead } from './operations/close-lead.ts'
import { convertLead } from './operations/convert-lead.ts'
import { finishVisit } from './operations/finish-visit.ts'
import { getLead } from './operations/get-lead.ts'
import { invite } from './operations/invite.ts'
import { listFollowUps } from './operations/list-follow-ups.ts'
import { listLeads } from './operations/list-leads.ts'
import { listVisits } from './operations/list-visits.ts'
import { planFollowUpOperation } from './operations/plan-follow-up.ts'
import { registerLead } from './operations/register-lead.ts'
import { updateLead } from './operations/update-lead.ts'
import { remind } from './plan-follow-up.ts'
import { type LeadsSettings, leadsSettings } from './settings.ts'
import { leads, leadsFollowUps, leadsInvitations, leadsVisits } from './tables.ts'

const operations = {
  register: registerLead,
  update: updateLead,
  get: getLead,
  list: listLeads,
  invite,
  arrive,
  finishVisit,
  visits: listVisits,
  convert: convertLead,
  lose: loseLead,
  reopen: reopenLead,
  planFollowUp: planFollowUpOperation,
  finishFollowUp,
  cancelFollowUp,
  moveFollowUp,
  followUps: listFollowUps,
} as const

const reading = ['leads.get', 'leads.list', 'leads.visits', 'leads.followUps']

export const leadsRoom: Plugin<'leads', typeof operations, LeadsSettings> = definePlugin({
  ...leadsSettings,
  version: engineVersion,
  requires: { customers: '*', orders: '*' },
  tables: [leads, leadsInvitations, leadsVisits, leadsFollowUps],
  operations,
  roles: {
    owner: ['*'],
    manager: ['leads.*'],
    cashier: ['leads.*'],
    reception: ['leads.*'],
    photographer: ['leads.followUps'],
    accountant: reading,
  },
  events: Object.values(events),
  hooks: transferHooks,
  subscribers: [creditVisits, callAfterDelivery],
  jobs: [remind],
  errors: Object.values(errors),
})
