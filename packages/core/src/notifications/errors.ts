/** What the notifications room and its channels refuse. None of them says an address or a text. */
import { defineError } from '../values/calotype-error.ts'

/** What a channel throws where a message will never arrive. */
export const NotificationRefused = defineError<{ channel: string; rule: string }>({
  code: 'NOTIFICATION_REFUSED',
  status: 422,
  summary: 'A channel refused a message for good; it is not tried again.',
  message: ({ channel, rule }) => `Channel "${channel}" refused the message: ${rule}.`,
  mend: 'Read the message with notifications.get and mend what is wrong with its address or text; then send a new one.',
})

/** What a channel throws where a message may arrive later. */
export const NotificationDeferred = defineError<{
  channel: string
  rule: string
  /** How long to wait at least, in milliseconds, where the provider says so. */
  retryAfterMs?: number | undefined
}>({
  code: 'NOTIFICATION_DEFERRED',
  status: 503,
  summary: 'A channel could not send a message now; it is tried again.',
  message: ({ channel, rule }) => `Channel "${channel}" could not send the message now: ${rule}.`,
  mend: 'Nothing: the runner tries again. If it goes on, look at the connection to the provider.',
})

export const NotificationChannelInvalid = defineError<{ channel: string; rule: string }>({
  code: 'NOTIFICATION_CHANNEL_INVALID',
  status: 500,
  summary: 'A channel is declared against the rules.',
  message: ({ channel, rule }) => `Channel "${channel}" ${rule}.`,
  mend: 'Mend the channel; the page "Notifications" shows one.',
})

export const NotificationTemplateInvalid = defineError<{ template: string; rule: string }>({
  code: 'NOTIFICATION_TEMPLATE_INVALID',
  status: 500,
  summary: 'A template of messages is declared against the rules.',
  message: ({ template, rule }) => `Template "${template}" ${rule}.`,
  mend: 'Mend the template; the page "Notifications" shows one.',
})

export const NotificationInvalid = defineError<{ field: string; rule: string }>({
  code: 'NOTIFICATION_INVALID',
  status: 422,
  summary: 'A message was asked for against the rules; nothing was queued.',
  message: ({ field, rule }) => `${field} of the message ${rule}.`,
  mend: ({ field }) => `Mend ${field}, and ask again.`,
})

export const NotificationChannelUnknown = defineError<{ channel: string; known: readonly string[] }>({
  code: 'NOTIFICATION_CHANNEL_UNKNOWN',
  status: 422,
  summary: 'A channel was named that nobody provides.',
  message: ({ channel }) => `channel must be a known channel, but is "${channel}".`,
  mend: ({ known }) =>
    `Use one of: ${known.join(', ') || 'none is loaded'}; or load a plugin that adds it to notifications.channels.`,
})

export const NotificationTemplateUnknown = defineError<{ template: string; known: readonly string[] }>({
  code: 'NOTIFICATION_TEMPLATE_UNKNOWN',
  status: 422,
  summary: 'A template of messages was named that nobody provides.',
  message: ({ template }) => `template must be a known template, but is "${template}".`,
  mend: ({ known }) =>
    `Use one of: ${known.join(', ') || 'none is loaded'}; or load a plugin that adds it to notifications.templates.`,
})

export const NotificationValueMissing = defineError<{
  template: string
  missing: readonly string[]
  known: readonly string[]
}>({
  code: 'NOTIFICATION_VALUE_MISSING',
  status: 422,
  summary: 'A message was asked for without a value that its template needs.',
  message: ({ template, missing }) => `Template "${template}" needs values that were not given: ${missing.join(', ')}.`,
  mend: ({ known }) => `Give a text for each of: ${known.join(', ')}.`,
})

export const NotificationPlaceholderUnknown = defineError<{
  template: string
  locale: string
  placeholder: string
  known: readonly string[]
}>({
  code: 'NOTIFICATION_PLACEHOLDER_UNKNOWN',
  status: 422,
  summary: 'A text of a studio names a value that its template does not have; nothing was saved.',
  message: ({ template, locale, placeholder }) =>
    `The text of "${template}" in ${locale} has {${placeholder}}, which is no value of it.`,
  mend: ({ known }) =>
    known.length === 0 ? 'Use no placeholder in it.' : `Use of these, in braces: ${known.join(', ')}.`,
})

export const NotificationAddressRefused = defineError<{ channel: string }>({
  code: 'NOTIFICATION_ADDRESS_REFUSED',
  status: 422,
  summary: 'An address is none of the channel that was to send to it.',
  message: ({ channel }) => `to must be an address that channel "${channel}" takes.`,
  mend: 'Mend the address, or take another channel.',
})

export const NotificationTooLong = defineError<{ field: string; length: number; longest: number; channel: string }>({
  code: 'NOTIFICATION_TOO_LONG',
  status: 422,
  summary: 'A text is longer than its channel sends; it is never cut.',
  message: ({ field, length, longest, channel }) =>
    `${field} must have at most ${longest} characters for channel "${channel}", but has ${length}.`,
  mend: 'Shorten the text, or the text of its template (notifications.changeText), or take another channel.',
})

export const NotificationUnknown = defineError<{ messageId: string }>({
  code: 'NOTIFICATION_UNKNOWN',
  status: 404,
  summary: 'The studio has no message with this id.',
  message: ({ messageId }) => `messageId must be the id of a message of this studio, got "${messageId}".`,
  mend: "Take the id from notifications.list, and check that the actor's roles reach its branch.",
})

export const NotificationStateRefused = defineError<{ messageId: string; state: string; step: string; rule: string }>({
  code: 'NOTIFICATION_STATE_REFUSED',
  status: 409,
  summary: 'What was asked for does not fit the state of the message.',
  message: ({ messageId, state, step, rule }) => `Message ${messageId} is ${state} and cannot ${step}: ${rule}.`,
  mend: 'Read it with notifications.get. A message that is being sent can be cancelled only when its channel has given up.',
})
