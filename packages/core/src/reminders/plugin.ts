/** The room of reminders: what customers are told before their bookings, and whom of them the front desk calls. Messages are those of the notifications. */
import { definePlugin, type Plugin } from '../engine/plugin.ts'
import { engineVersion } from '../engine/version.ts'
import { listUnanswered } from './operations/list-unanswered.ts'
import { planReminders } from './plan-reminders.ts'
import { type RemindersSettings, remindersSettings } from './settings.ts'
import { reminderTemplates } from './templates.ts'

const operations = { unanswered: listUnanswered } as const

/** What the desk offers under `reminders`. */
export type ReminderOperations = typeof operations

const reads = ['reminders.unanswered']

export const remindersRoom: Plugin<'reminders', ReminderOperations, RemindersSettings> = definePlugin({
  ...remindersSettings,
  version: engineVersion,
  requires: { customers: '*', notifications: '*', bookings: '*' },
  operations,
  roles: {
    owner: ['*'],
    manager: ['reminders.*'],
    cashier: reads,
    reception: reads,
  },
  subscribers: [planReminders],
  entries: reminderTemplates,
})
