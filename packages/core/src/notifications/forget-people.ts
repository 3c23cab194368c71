/** Nothing goes out to a person who was erased: what waits is taken back before the addresses and texts are blanked. */
import { type Hook, on } from '../engine/hook.ts'
import { erasingPerson } from '../engine/house/index.ts'
import { cancelWaiting } from './cancel-messages.ts'
import { endCodes } from './message-state.ts'
import { notificationsMessages } from './tables.ts'

export const forgetPeople: Hook = on(erasingPerson, async (context, { kind, id }) => {
  const column = notificationsMessages.subjects.find((subject) => subject.kind === kind)?.column
  if (column !== undefined) await cancelWaiting(context, { [column]: id }, endCodes.erased)
})
