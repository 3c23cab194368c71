/** What other rooms, plugins and hosts may import of the reminders. */
export { type Addresses, addressBy } from './address.ts'
export { remindersRoom } from './plugin.ts'
export { reminderTime } from './reminder-time.ts'
export { type Reminder, type RemindersSettings, remindersSettings } from './settings.ts'
export type { ListUnanswered, UnansweredBooking, UnansweredPage } from './operations/list-unanswered.ts'
