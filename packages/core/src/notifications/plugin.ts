/** The notifications room as a plugin. */
import { definePlugin, type Plugin } from '../engine/plugin.ts'
import { engineVersion } from '../engine/version.ts'
import * as errors from './errors.ts'
import * as events from './events.ts'
import { forgetPeople } from './forget-people.ts'
import { notificationChannels } from './notification-channel.ts'
import { notificationTemplates } from './notification-template.ts'
import { cancelMessage } from './operations/cancel-message.ts'
import { changeText } from './operations/change-text.ts'
import { claimMessage } from './operations/claim-message.ts'
import { getMessage } from './operations/get-message.ts'
import { listChannels } from './operations/list-channels.ts'
import { dueMessages } from './operations/list-due.ts'
import { listMessages } from './operations/list-messages.ts'
import { listTemplates } from './operations/list-templates.ts'
import { reportMessage } from './operations/report-message.ts'
import { retryMessage } from './operations/retry-message.ts'
import { sendMessage } from './operations/send-message.ts'
import { notificationsQueueing } from './queue-message.ts'
import { type NotificationsSettings, notificationsSettings } from './settings.ts'
import { notificationsMessages } from './tables.ts'
import { textBook } from './text-book.ts'

const operations = {
  list: listMessages,
  get: getMessage,
  cancel: cancelMessage,
  retry: retryMessage,
  send: sendMessage,
  channels: listChannels,
  templates: listTemplates,
  changeText,
  due: dueMessages,
  claim: claimMessage,
  report: reportMessage,
} as const

/** What the desk offers under `notifications`. */
export type NotificationOperations = typeof operations

const counter = [
  'notifications.list',
  'notifications.get',
  'notifications.send',
  'notifications.cancel',
  'notifications.retry',
  'notifications.channels',
  'notifications.templates',
]

export const notificationsRoom: Plugin<'notifications', NotificationOperations, NotificationsSettings> = definePlugin({
  ...notificationsSettings,
  version: engineVersion,
  documents: [textBook],
  tables: [notificationsMessages],
  operations,
  // Who may report may say that a message was sent, and who claims reads addresses: notificationRunner is for the runner's session.
  roles: {
    owner: ['*'],
    notificationRunner: ['notifications.run'],
    manager: [...counter, 'notifications.changeText'],
    cashier: counter,
    reception: counter,
  },
  events: Object.values(events),
  hookPoints: [notificationsQueueing],
  hooks: [forgetPeople],
  registries: [notificationChannels, notificationTemplates],
  errors: Object.values(errors),
})
