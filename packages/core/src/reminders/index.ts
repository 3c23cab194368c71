/** What other rooms, plugins and hosts may import of the reminders. */
export { remindersRoom } from './plugin.ts'
export { reminderTime } from './reminder-time.ts'
export { type Reminder, type RemindersSettings, remindersSettings } from './settings.ts'
