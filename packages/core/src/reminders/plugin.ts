/** The room of reminders: what customers are told before their bookings. It offers nothing by itself: messages are those of the notifications. */
import { definePlugin, type Plugin } from '../engine/plugin.ts'
import { engineVersion } from '../engine/version.ts'
import { planReminders } from './plan-reminders.ts'
import { type RemindersSettings, remindersSettings } from './settings.ts'
import { reminderTemplates } from './templates.ts'

export const remindersRoom: Plugin<'reminders', Record<never, never>, RemindersSettings> = definePlugin({
  ...remindersSettings,
  version: engineVersion,
  requires: { customers: '*', notifications: '*', bookings: '*' },
  subscribers: [planReminders],
  entries: reminderTemplates,
})
