/** Tells of what has become of messages. */
import type { CommandContext } from '../engine/context.ts'
import {
  notificationCancelled,
  notificationExpired,
  notificationFailed,
  notificationQueued,
  notificationSent,
} from './events.ts'
import type { MessageRow } from './tables.ts'

const events = {
  queued: notificationQueued,
  sent: notificationSent,
  failed: notificationFailed,
  cancelled: notificationCancelled,
  expired: notificationExpired,
} as const

/** Says that a message has come to a state, in the branch to which it belongs. */
export function announce(context: CommandContext, row: MessageRow, state: keyof typeof events): void {
  const { id, channel, purpose, template, aboutKind, aboutId, customerId, leadId, staffId, errorCode, branch } = row
  const who = { customerId, leadId, staffId }
  const data = { messageId: id, channel, purpose, template, aboutKind, aboutId, ...who, code: errorCode }
  context.emit(events[state], data, { branch })
}
