/** What happens to messages. Events carry ids and words, never an address, a name or a text. */
import { z } from 'zod'
import { defineEvent, type EventKind } from '../engine/event.ts'

export interface MessageHappened {
  messageId: string
  channel: string
  purpose: string
  template: string | null
  aboutKind: string | null
  aboutId: string | null
  customerId: string | null
  leadId: string | null
  staffId: string | null
  /** Why: of what has failed, was cancelled or has expired. */
  code: string | null
}

const word = z.string().nullable()

const happened: z.ZodType<MessageHappened> = z.strictObject({
  messageId: z.string(),
  channel: z.string(),
  purpose: z.string(),
  template: word,
  aboutKind: word,
  aboutId: word,
  customerId: word,
  leadId: word,
  staffId: word,
  code: word,
})

/** A message waits for its time. */
export const notificationQueued: EventKind<'notifications.queued', MessageHappened> = defineEvent({
  name: 'notifications.queued',
  version: 1,
  schema: happened,
})

/** A channel took a message. */
export const notificationSent: EventKind<'notifications.sent', MessageHappened> = defineEvent({
  name: 'notifications.sent',
  version: 1,
  schema: happened,
})

/** A message was refused, or tried too often: somebody should reach the person another way. */
export const notificationFailed: EventKind<'notifications.failed', MessageHappened> = defineEvent({
  name: 'notifications.failed',
  version: 1,
  schema: happened,
})

/** A message was taken back, or withheld. */
export const notificationCancelled: EventKind<'notifications.cancelled', MessageHappened> = defineEvent({
  name: 'notifications.cancelled',
  version: 1,
  schema: happened,
})

/** A message came too late to be of use, and was not sent. */
export const notificationExpired: EventKind<'notifications.expired', MessageHappened> = defineEvent({
  name: 'notifications.expired',
  version: 1,
  schema: happened,
})

/** The studio's own text of a template was written, or taken back. */
export const notificationTextChanged: EventKind<'notifications.textChanged', { template: string; locale: string }> =
  defineEvent({
    name: 'notifications.textChanged',
    version: 1,
    schema: z.strictObject({ template: z.string(), locale: z.string() }),
  })
