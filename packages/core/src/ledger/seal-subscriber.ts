/** Seals every entry after its commit, in the order of commits: nothing is chained under a lock while a customer waits. */
import { type Subscriber, subscribe } from '../engine/subscriber.ts'
import { ledgerEvents } from './events.ts'
import { sealEntries } from './seal-entries.ts'

export const sealSubscriber: Subscriber = subscribe({
  name: 'seal',
  to: ledgerEvents,
  async handle(context, event) {
    await sealEntries(context, [event.data.entryId])
  },
})
