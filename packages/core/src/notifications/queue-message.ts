/** Asks for messages within the transaction of whoever asks: nothing is called here, and nothing is sent unless that commits. */
import type { CommandContext } from '../engine/context.ts'
import { defineHookPoint, type HookPoint } from '../engine/hook-point.ts'
import type { CalotypeError } from '../values/calotype-error.ts'
import { type Instant, isInstant } from '../values/instant.ts'
import { announce } from './announce.ts'
import { faultOf } from './check-message.ts'
import { NotificationInvalid } from './errors.ts'
import { findChannel, findTemplate } from './find-entries.ts'
import { endCodes, type MessageState } from './message-state.ts'
import type { MessageText } from './message-text.ts'
import { planSending } from './plan-sending.ts'
import { renderText } from './render-text.ts'
import { notificationsSettings } from './settings.ts'
import { type MessageRow, notificationsMessages } from './tables.ts'
import { textBook } from './text-book.ts'

/** The text by its template, or word for word. */
export type MessageContent =
  | { readonly template: string; readonly values: Readonly<Record<string, string>> }
  | { readonly subject?: string | null | undefined; readonly body: string }

/** The person to whom a message goes; their data are exported and erased with the person. */
export interface MessagePerson {
  readonly customerId?: string | null | undefined
  readonly leadId?: string | null | undefined
  readonly staffId?: string | null | undefined
}

export interface MessageRequest {
  readonly channel: string
  /** The address, as the channel understands it. */
  readonly to: string
  /**
   * What it is for: the same purpose is sent once in a studio, whoever asks for it and however often. Letters, digits and `: . _ -`,
   * such as `booking:<id>:P1D`; never personal data.
   */
  readonly purpose: string
  readonly content: MessageContent
  /** BCP 47; the studio's unless told. Of a template the nearest language that there is. */
  readonly locale?: string | undefined
  readonly person?: MessagePerson | undefined
  /** The thing it is about, such as a booking: `cancelMessages` takes back all that are about it. */
  readonly about?: { readonly kind: string; readonly id: string } | undefined
  /** At once unless told. */
  readonly notBefore?: Instant | undefined
  /** After this moment it is not sent any more, but `expired`. */
  readonly notAfter?: Instant | undefined
  /** Sent in quiet hours as well. */
  readonly urgent?: boolean | undefined
  /** The branch by whose clocks it is sent; that of the session unless told. */
  readonly branch?: string | undefined
}

export interface QueuedMessage {
  readonly messageId: string
  readonly state: MessageState
  /** Whether it was asked for before, under the same purpose: then nothing was queued now. */
  readonly again: boolean
}

/** A message that is about to be queued, without its address and text. */
export interface QueueingMessage extends MessagePerson {
  readonly messageId: string
  readonly channel: string
  readonly purpose: string
  readonly template: string | null
  readonly about: { readonly kind: string; readonly id: string } | null
  readonly urgent: boolean
  /**
   * Set it to a word that says why, such as `noConsent`, and the message is kept as cancelled, without address and text, and never sent.
   */
  withheld: string | null
}

/** Raised for every message before it is queued. A veto undoes the whole command of whoever asked. */
export const notificationsQueueing: HookPoint<QueueingMessage> =
  defineHookPoint<QueueingMessage>('notifications.queueing')

const purposeShape = /^[A-Za-z0-9][A-Za-z0-9:._-]{0,199}$/

/** A request whose channel and text are known. */
interface Prepared {
  readonly request: MessageRequest
  readonly text: MessageText
  readonly locale: string
  readonly template: { readonly name: string; readonly version: number; readonly values: Record<string, string> } | null
  readonly fault: CalotypeError | undefined
}

/**
 * Asks for a message; see {@link queueMessages}.
 *
 * @throws NOTIFICATION_INVALID, NOTIFICATION_CHANNEL_UNKNOWN, NOTIFICATION_TEMPLATE_UNKNOWN, NOTIFICATION_VALUE_MISSING
 */
export async function queueMessage(context: CommandContext, request: MessageRequest): Promise<QueuedMessage> {
  const [queued] = await queueMessages(context, [request])
  if (queued === undefined) throw new RangeError('A request was made and not answered.')
  return queued
}

/**
 * Asks for messages, each once a purpose, in three statements however many they are: a lock, a look at what was asked for before,
 * one late insert. An address that its channel does not take, and a text that is too long, do not undo the command: such a
 * message stands as `failed` with its code, for people to see. The answers stand in the order of the requests.
 *
 * @throws NOTIFICATION_INVALID, NOTIFICATION_CHANNEL_UNKNOWN, NOTIFICATION_TEMPLATE_UNKNOWN, NOTIFICATION_VALUE_MISSING
 */
export async function queueMessages(
  context: CommandContext,
  requests: readonly MessageRequest[],
): Promise<readonly QueuedMessage[]> {
  const rows = await requestMessages(context, requests, 'keep')
  return rows.map(({ row, again }) => ({ messageId: row.id, state: row.state as MessageState, again }))
}

/** The same for one message, as its row. `refuse`: what its channel would never send is thrown instead of kept as failed. */
export async function requestMessage(
  context: CommandContext,
  request: MessageRequest,
  faults: 'keep' | 'refuse',
): Promise<MessageRow> {
  const [requested] = await requestMessages(context, [request], faults)
  if (requested === undefined) throw new RangeError('A request was made and not answered.')
  return requested.row
}

async function requestMessages(
  context: CommandContext,
  requests: readonly MessageRequest[],
  faults: 'keep' | 'refuse',
): Promise<readonly { readonly row: MessageRow; readonly again: boolean }[]> {
  if (requests.length === 0) return []
  const { store } = context
  const prepared: Prepared[] = []
  for (const request of requests) prepared.push(await prepare(context, request))
  const fault = prepared.find((one) => one.fault !== undefined)?.fault
  if (fault !== undefined && faults === 'refuse') throw fault
  const purposes = [...new Set(requests.map(({ purpose }) => purpose))]
  await store.lock(purposes.map((purpose) => `notifications.purpose ${purpose}`))
  const standing = await store.find(notificationsMessages, {
    where: { purpose: { in: purposes } },
    orderBy: ['id'],
    limit: 'all',
  })
  const known = new Map(standing.map((row) => [row.purpose, row]))
  const answers: { readonly row: MessageRow; readonly again: boolean }[] = []
  for (const one of prepared) {
    const before = known.get(one.request.purpose)
    const row = before ?? (await insertMessage(context, one))
    known.set(row.purpose, row)
    answers.push({ row, again: before !== undefined })
  }
  return answers
}

async function prepare(context: CommandContext, request: MessageRequest): Promise<Prepared> {
  requireSense(request)
  const channel = findChannel(context, request.channel)
  const asked = request.locale ?? context.studio.locale
  const { content } = request
  if (!('template' in content)) {
    const text = { subject: content.subject ?? null, body: content.body }
    return { request, text, locale: asked, template: null, fault: faultOf(channel, request.to, text) }
  }
  const template = findTemplate(context, content.template)
  const wish = { locale: asked, studioLocale: context.studio.locale, book: await context.settings(textBook) }
  const { subject, body, locale, values } = renderText(template, content.values, wish)
  const text = { subject, body }
  const { name, version } = template
  return { request, text, locale, template: { name, version, values }, fault: faultOf(channel, request.to, text) }
}

function requireSense({ purpose, notBefore, notAfter, content, locale }: MessageRequest): void {
  const refuse = (field: string, rule: string): never => {
    throw NotificationInvalid.create({ field, rule })
  }
  if (!purposeShape.test(purpose)) refuse('purpose', 'must be 1 to 200 letters, digits and : . _ -')
  for (const [field, at] of [['notBefore', notBefore] as const, ['notAfter', notAfter] as const]) {
    if (at !== undefined && !isInstant(at)) refuse(field, 'must be an instant, such as 2026-11-23T02:00:00.000Z')
  }
  if (notBefore !== undefined && notAfter !== undefined && notAfter < notBefore) {
    refuse('notAfter', `must not lie before notBefore (${notBefore}), but is ${notAfter}`)
  }
  if (locale !== undefined && locale.length > 35) refuse('locale', 'must be a BCP 47 tag')
  if (!('template' in content) && content.body.trim() === '') refuse('body', 'must not be empty')
}

async function insertMessage(
  context: CommandContext,
  { request, text, locale, template, fault }: Prepared,
): Promise<MessageRow> {
  const { now } = context
  const { customerId = null, leadId = null, staffId = null } = request.person ?? {}
  const { channel, purpose, urgent = false, notAfter = null, about } = request
  const branch = request.branch ?? context.branch
  const messageId = context.newId()
  const point: QueueingMessage = {
    messageId,
    channel,
    purpose,
    template: template?.name ?? null,
    about: about ?? null,
    customerId,
    leadId,
    staffId,
    urgent,
    withheld: null,
  }
  await context.raise(notificationsQueueing, point)
  const notBefore = request.notBefore === undefined || request.notBefore < now ? now : request.notBefore
  const { quietHours } = await context.settings(notificationsSettings)
  const plan = planSending({ at: notBefore, notAfter, urgent }, quietHours, context.studio.days(branch).timeZone)
  const end = endOf(point.withheld, fault, plan === 'expired')
  const withheld = point.withheld !== null
  const row = context.store.insert(notificationsMessages, {
    id: messageId,
    branch,
    channel,
    // What is never sent is not kept; an address that was refused is, since somebody must mend it.
    address: withheld ? '' : cut(request.to, 320),
    locale,
    template: template?.name ?? null,
    templateVersion: template?.version ?? null,
    templateValues: withheld ? null : (template?.values ?? null),
    subject: withheld || text.subject === null ? null : cut(text.subject, 200),
    body: withheld ? '' : cut(text.body, 4000),
    purpose,
    aboutKind: about?.kind ?? null,
    aboutId: about?.id ?? null,
    customerId,
    leadId,
    staffId,
    state: end?.state ?? 'queued',
    urgent,
    notBefore,
    notAfter,
    nextAt: end === undefined && plan !== 'expired' ? plan.at : null,
    attempts: 0,
    errorCode: end?.code ?? null,
    errorReason: end?.reason ?? null,
    queuedAt: now,
    closedAt: end === undefined ? null : now,
  })
  announce(context, row, end?.state ?? 'queued')
  return row
}

interface End {
  readonly state: 'cancelled' | 'failed' | 'expired'
  readonly code: string | null
  readonly reason: string | null
}

/** Where a message stays that is not even queued. */
function endOf(withheld: string | null, fault: CalotypeError | undefined, late: boolean): End | undefined {
  if (withheld !== null) return { state: 'cancelled', code: endCodes.withheld, reason: cut(withheld, 300) }
  if (fault !== undefined) return { state: 'failed', code: fault.code, reason: cut(fault.message, 300) }
  return late ? { state: 'expired', code: null, reason: null } : undefined
}

/** Only what has failed already for its length is cut, and never sent. */
const cut = (text: string, longest: number): string => [...text].slice(0, longest).join('')
