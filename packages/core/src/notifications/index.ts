/** What other rooms, plugins and hosts may import of notifications. */
export { cancelMessages } from './cancel-messages.ts'
export { type ConsoleChannelOptions, consoleChannel } from './console-channel.ts'
export * from './errors.ts'
export * from './events.ts'
export { type MessageState, messageStates } from './message-state.ts'
export type { MessageText } from './message-text.ts'
export {
  type NotificationChannel,
  type NotificationMessage,
  type NotificationReceipt,
  notificationChannels,
} from './notification-channel.ts'
export { type NotificationHost, NotificationRunner, type NotificationRunnerOptions } from './notification-runner.ts'
export { type NotificationTemplate, notificationTemplates } from './notification-template.ts'
export type { CancelMessage } from './operations/cancel-message.ts'
export type { ChangedText, ChangeText } from './operations/change-text.ts'
export type { ClaimedMessage, ClaimMessage } from './operations/claim-message.ts'
export type { GetMessage } from './operations/get-message.ts'
export type { ChannelList, ListChannels } from './operations/list-channels.ts'
export type { DueMessages, ListDueMessages } from './operations/list-due.ts'
export type { ListMessages, MessagePage } from './operations/list-messages.ts'
export type { ListTemplates, TemplateList } from './operations/list-templates.ts'
export type { ReportMessage } from './operations/report-message.ts'
export type { RetryMessage } from './operations/retry-message.ts'
export type { SendMessage } from './operations/send-message.ts'
export { type NotificationOperations, notificationsRoom } from './plugin.ts'
export type { FullMessage, Message } from './present-message.ts'
export {
  type MessageContent,
  type MessagePerson,
  type MessageRequest,
  notificationsQueueing,
  type QueuedMessage,
  type QueueingMessage,
  queueMessage,
  queueMessages,
} from './queue-message.ts'
export { afterQuietHours, type QuietHours } from './quiet-hours.ts'
export type { SendOutcome } from './send-outcome.ts'
export type { NotificationsSettings } from './settings.ts'
export { notificationsMessages } from './tables.ts'
