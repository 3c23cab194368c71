/** The room of receivables: who owes how much since when, the collection of it, and what is given up. */
import { definePlugin, type Plugin } from '../engine/plugin.ts'
import { engineVersion } from '../engine/version.ts'
import { receivablesJobs } from './daily-work.ts'
import * as receivablesErrors from './errors.ts'
import { receivablesEvents } from './events.ts'
import { mergeHooks, receivableReferences } from './merge-customers.ts'
import { transferHooks } from './move-promises.ts'
import { aging } from './operations/age-receivables.ts'
import { agreeTerms } from './operations/agree-terms.ts'
import { allowances } from './operations/list-allowances.ts'
import { contacts } from './operations/list-contacts.ts'
import { followUps } from './operations/list-follow-ups.ts'
import { logContact } from './operations/log-contact.ts'
import { postAllowance } from './operations/post-allowance.ts'
import { statement } from './operations/read-statement.ts'
import { recover } from './operations/recover-debt.ts'
import { reverseWriteOff } from './operations/reverse-write-off.ts'
import { writeOff } from './operations/write-off.ts'
import { receivableFacts } from './sealed-facts.ts'
import { type ReceivablesSettings, receivablesSettings } from './settings.ts'
import {
  receivablesAllowances,
  receivablesCases,
  receivablesContacts,
  receivablesDays,
  receivablesNotes,
  receivablesPromises,
  receivablesReminders,
} from './tables.ts'

const operations = {
  aging,
  statement,
  logContact,
  contacts,
  followUps,
  agreeTerms,
  writeOff,
  reverseWriteOff,
  recover,
  postAllowance,
  allowances,
} as const

const counter = [
  'receivables.aging',
  'receivables.statement',
  'receivables.logContact',
  'receivables.contacts',
  'receivables.followUps',
]

export const receivablesRoom: Plugin<'receivables', typeof operations, ReceivablesSettings> = definePlugin({
  ...receivablesSettings,
  version: engineVersion,
  requires: { ledger: '*', customers: '*' },
  tables: [
    receivablesContacts,
    receivablesNotes,
    receivablesCases,
    receivablesPromises,
    receivablesReminders,
    receivablesDays,
    receivablesAllowances,
  ],
  operations,
  permissions: ['receivables.writeOffAboveLimit'],
  // Who keeps the books does not also give debts up unseen, above what the studio allows.
  roles: {
    owner: ['*'],
    manager: ['receivables.*'],
    accountant: [
      ...counter,
      'receivables.agreeTerms',
      'receivables.writeOff',
      'receivables.reverseWriteOff',
      'receivables.recover',
      'receivables.postAllowance',
      'receivables.allowances',
    ],
    cashier: [...counter, 'receivables.agreeTerms', 'receivables.recover'],
    reception: counter,
  },
  events: [...receivablesEvents],
  jobs: [...receivablesJobs],
  hooks: [...mergeHooks, ...transferHooks],
  entries: [...receivableFacts, ...receivableReferences],
  errors: Object.values(receivablesErrors),
})
