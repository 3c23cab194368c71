/** A message, locked until the command ends. */
import type { CommandContext } from '../engine/context.ts'
import { NotificationUnknown } from './errors.ts'
import { type MessageRow, notificationsMessages } from './tables.ts'
import { reaches } from './within-reach.ts'

/** @throws NOTIFICATION_UNKNOWN */
export async function holdMessage(context: CommandContext, messageId: string): Promise<MessageRow> {
  const row = await context.store.getForUpdate(notificationsMessages, messageId)
  if (row === undefined || !reaches(context.store, row)) throw NotificationUnknown.create({ messageId })
  return row
}
