/** Messages, for callers. */
import { z } from 'zod'
import { messageStates } from './message-state.ts'
import type { MessageRow } from './tables.ts'

const schema = z.object({
  id: z.string(),
  branch: z.string(),
  channel: z.string(),
  purpose: z.string(),
  locale: z.string(),
  template: z.object({ name: z.string(), version: z.int() }).nullable(),
  about: z.object({ kind: z.string(), id: z.string() }).nullable(),
  customerId: z.string().nullable(),
  leadId: z.string().nullable(),
  staffId: z.string().nullable(),
  state: z.enum(messageStates),
  urgent: z.boolean(),
  notBefore: z.string(),
  notAfter: z.string().nullable(),
  /** When it goes out or is tried again; null where nothing more happens to it by itself. */
  nextAt: z.string().nullable(),
  /** How often its channel was given it since it was queued last. */
  attempts: z.int(),
  /** What went wrong last, or why it was not sent. */
  error: z.object({ code: z.string(), reason: z.string().nullable() }).nullable(),
  /** The provider's own. */
  reference: z.string().nullable(),
  queuedAt: z.string(),
  closedAt: z.string().nullable(),
})

/** A message without its address and text. */
export interface Message extends z.output<typeof schema> {}

export const messageOutput: z.ZodType<Message> = schema

const fullSchema = z.object({
  ...schema.shape,
  /** Empty where the person was erased, or the message withheld. */
  to: z.string(),
  subject: z.string().nullable(),
  body: z.string(),
})

/** A message with its address and text. */
export interface FullMessage extends z.output<typeof fullSchema> {}

export const fullMessageOutput: z.ZodType<FullMessage> = fullSchema

export function presentMessage(row: MessageRow): Message {
  const { template, templateVersion, aboutKind, aboutId, errorCode, errorReason } = row
  return {
    id: row.id,
    branch: row.branch,
    channel: row.channel,
    purpose: row.purpose,
    locale: row.locale,
    template: template === null || templateVersion === null ? null : { name: template, version: templateVersion },
    about: aboutKind === null || aboutId === null ? null : { kind: aboutKind, id: aboutId },
    customerId: row.customerId,
    leadId: row.leadId,
    staffId: row.staffId,
    state: row.state as Message['state'],
    urgent: row.urgent,
    notBefore: row.notBefore,
    notAfter: row.notAfter,
    nextAt: row.nextAt,
    attempts: row.attempts,
    error: errorCode === null ? null : { code: errorCode, reason: errorReason },
    reference: row.reference,
    queuedAt: row.queuedAt,
    closedAt: row.closedAt,
  }
}

export const presentFully = (row: MessageRow): FullMessage => ({
  ...presentMessage(row),
  to: row.address,
  subject: row.subject,
  body: row.body,
})
