/** Nothing is offered to a person who was erased: what they wait for ends. */
import { type Hook, on } from '../engine/hook.ts'
import { erasingPerson } from '../engine/house/index.ts'
import { endLater } from './end-entries.ts'
import { openStates } from './entry-state.ts'
import { waitlistEntries } from './tables.ts'

export const forgetPeople: Hook = on(erasingPerson, async (context, { kind, id }) => {
  if (kind !== 'customer') return
  const where = { customerId: id, state: { in: openStates } }
  const open = await context.store.find(waitlistEntries, { where, orderBy: ['id'], limit: 'all' })
  endLater(context, open, 'erased')
})
