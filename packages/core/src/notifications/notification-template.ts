/** Texts of messages by name and language: rooms and plugins bring them, studios may write their own. */
import { defineRegistry, type Registry } from '../engine/registry.ts'
import { NotificationTemplateInvalid } from './errors.ts'
import { type MessageText, valueName } from './message-text.ts'

export interface NotificationTemplate {
  /** `room.what`, such as `reminders.booking`. */
  readonly name: string
  /** Raised with every change of the texts; stands on each message. */
  readonly version: number
  /** When it is sent, in one sentence; for those who write texts of their own. */
  readonly summary: string
  /** The names of all values that a message needs. */
  readonly values: readonly string[]
  /** The text of each language, by BCP 47 tag. Pure. */
  readonly texts: Readonly<Record<string, (values: Readonly<Record<string, string>>) => MessageText>>
}

/** The templates of an engine: a room or plugin adds one with `entry(notificationTemplates, template)`. */
export const notificationTemplates: Registry<NotificationTemplate> = defineRegistry<NotificationTemplate>(
  'notifications.templates',
  (template) => template.name,
  (templates) => {
    for (const { name, version, values, texts } of templates) {
      const refuse = (rule: string): never => {
        throw NotificationTemplateInvalid.create({ template: String(name), rule })
      }
      if (!/^[a-z][A-Za-z0-9]*\.[a-z][A-Za-z0-9]*$/.test(name) || name.length > 60) {
        refuse('must be named like room.what, in at most 60 characters')
      }
      if (!Number.isSafeInteger(version) || version < 1) refuse('must have a whole number of 1 or more as its version')
      if (Object.keys(texts).length === 0) refuse('must have the text of a language')
      const wrong = values.find((value) => !valueName.test(value))
      if (wrong !== undefined) refuse(`has the value "${wrong}", which must be named in camelCase`)
    }
  },
)
