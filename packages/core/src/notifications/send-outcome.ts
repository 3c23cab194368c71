/** What came of giving a message to its channel, in words without personal data. Pure. */
import { z } from 'zod'
import { isCalotypeError } from '../values/calotype-error.ts'
import { NotificationDeferred, NotificationRefused } from './errors.ts'
import type { NotificationMessage } from './notification-channel.ts'

const failure = { code: z.string().min(1).max(60), reason: z.string().max(300).nullable() }

export const outcomeSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('sent'), reference: z.string().max(200).nullable() }),
  z.strictObject({ state: z.literal('refused'), ...failure }),
  z.strictObject({ state: z.literal('deferred'), ...failure, retryAfterMs: z.int().min(0).max(86_400_000) }),
])

export type SendOutcome = z.output<typeof outcomeSchema>

const codeShape = /^[A-Z][A-Z0-9_]{0,59}$/

/**
 * What an error of a channel means. Words are kept of the two errors that the port allows, with whatever they repeat of the message
 * taken out; of any other error only its code, since nobody knows whom its words speak of, and it is tried again.
 */
export function outcomeOf(error: unknown, message: NotificationMessage): SendOutcome {
  if (NotificationRefused.is(error)) {
    return { state: 'refused', code: error.code, reason: withoutPerson(error.details.rule, message) }
  }
  if (NotificationDeferred.is(error)) {
    const asked = Math.min(Math.max(Math.trunc(Number(error.details.retryAfterMs ?? 0)) || 0, 0), 86_400_000)
    const reason = withoutPerson(error.details.rule, message)
    return { state: 'deferred', code: error.code, reason, retryAfterMs: asked }
  }
  return { state: 'deferred', code: codeOf(error), reason: null, retryAfterMs: 0 }
}

/** The code of an error where it has one that is a word, such as ECONNRESET. */
function codeOf(error: unknown): string {
  const code: unknown =
    isCalotypeError(error) || error instanceof Error ? (error as { code?: unknown }).code : undefined
  return typeof code === 'string' && codeShape.test(code) ? code : 'NOTIFICATION_ERROR_UNTYPED'
}

function withoutPerson(words: unknown, { to, subject, body, template }: NotificationMessage): string {
  const told = [body, subject ?? '', to, ...Object.values(template?.values ?? {})]
  let clean = String(words)
  for (const text of told) if (text.trim().length > 1) clean = clean.replaceAll(text, '…')
  return [...clean].slice(0, 300).join('')
}
