/** The channels and templates of the engine, by name. */
import type { QueryContext } from '../engine/context.ts'
import { NotificationChannelUnknown, NotificationTemplateUnknown } from './errors.ts'
import { type NotificationChannel, notificationChannels } from './notification-channel.ts'
import { type NotificationTemplate, notificationTemplates } from './notification-template.ts'

type Entries = Pick<QueryContext, 'entries'>

/** @throws NOTIFICATION_CHANNEL_UNKNOWN */
export function findChannel(context: Entries, name: string): NotificationChannel {
  const channels = context.entries(notificationChannels)
  const found = channels.find((channel) => channel.name === name)
  if (found === undefined) {
    throw NotificationChannelUnknown.create({ channel: name, known: channels.map((one) => one.name) })
  }
  return found
}

/** @throws NOTIFICATION_TEMPLATE_UNKNOWN */
export function findTemplate(context: Entries, name: string): NotificationTemplate {
  const templates = context.entries(notificationTemplates)
  const found = templates.find((template) => template.name === name)
  if (found === undefined) {
    throw NotificationTemplateUnknown.create({ template: name, known: templates.map((one) => one.name) })
  }
  return found
}
