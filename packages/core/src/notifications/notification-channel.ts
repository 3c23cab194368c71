/** The port of channels: what an adapter for text messages, e-mail, WeChat or any other way to reach people implements. */
import { defineRegistry, type Registry } from '../engine/registry.ts'
import { NotificationChannelInvalid } from './errors.ts'

/** A message as a channel gets it. All of it is about a person: keep it out of logs and errors. */
export interface NotificationMessage {
  /** The house's own id and the idempotency key: a channel delivers it once, however often it is sent. */
  readonly id: string
  /** Where it goes, as the channel understands it: a phone number, an e-mail address, an open id. */
  readonly to: string
  /** BCP 47, such as `zh-CN`: the language of the text. */
  readonly locale: string
  readonly subject: string | null
  readonly body: string
  /** Where the text comes from: for providers that want the name of an approved template and its values instead of a text. */
  readonly template: {
    readonly name: string
    readonly version: number
    readonly values: Readonly<Record<string, string>>
  } | null
}

/** What a channel answers once the message is on its way. */
export interface NotificationReceipt {
  /** The provider's own reference, at most 200 characters; never personal data. */
  readonly reference?: string | null | undefined
}

export interface NotificationChannel {
  readonly contract: 1
  /** camelCase, at most 20 characters; what `channel` of a message names. */
  readonly name: string
  /** The longest body in Unicode code points. A longer one is refused and never cut. */
  readonly maxLength?: number | undefined
  /** Whether an address looks like one of this channel. Asks nobody. Any text that is not empty unless told. */
  accepts?(address: string): boolean
  /**
   * Sends a message. Called outside of every transaction, and again with the same `id` where nobody heard the answer. Gives up
   * when `signal` is aborted.
   *
   * @throws NOTIFICATION_REFUSED: it will never arrive (a wrong address, a person who blocked the studio); not tried again
   * @throws NOTIFICATION_DEFERRED: it may arrive later (no connection, too many at once); tried again
   */
  send(message: NotificationMessage, options: { readonly signal: AbortSignal }): Promise<NotificationReceipt>
}

/** The channels of an engine: a plugin adds one with `entry(notificationChannels, channel)`. */
export const notificationChannels: Registry<NotificationChannel> = defineRegistry<NotificationChannel>(
  'notifications.channels',
  (channel) => channel.name,
  (channels) => {
    for (const { contract, name, maxLength } of channels) {
      const refuse = (rule: string): never => {
        throw NotificationChannelInvalid.create({ channel: String(name), rule })
      }
      if (contract !== 1) refuse('must keep contract 1')
      if (!/^[a-z][A-Za-z0-9]{0,19}$/.test(name)) refuse('must have a camelCase name of at most 20 characters')
      if (maxLength !== undefined && !(Number.isSafeInteger(maxLength) && maxLength > 0)) {
        refuse('must have a whole number above zero as maxLength')
      }
    }
  },
)

/** Whether a channel takes an address. */
export const takesAddress = (channel: NotificationChannel, address: string): boolean =>
  address.trim() !== '' && (channel.accepts?.(address) ?? true)
