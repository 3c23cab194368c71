/** Seals every entry and fact after its commit, in the order of commits: nothing is chained under a lock while a customer waits. */
import { type Subscriber, subscribeInBatches } from '../engine/subscriber.ts'
import { ledgerEvents } from './events.ts'
import { sealAll } from './seal-entries.ts'
import { sealEvents } from './seal-events.ts'
import { entryFact, type SealRef } from './seal-facts.ts'

export const sealSubscriber: Subscriber = subscribeInBatches({
  name: 'seal',
  to: [...ledgerEvents, ...sealEvents],
  batch: 100,
  async handleAll(context, events) {
    const refs = events.flatMap(({ data }): SealRef[] => {
      if ('table' in data) return [{ fact: data.table, key: data.key }]
      const ids = 'entryIds' in data ? data.entryIds : [data.entryId]
      return ids.map((key) => ({ fact: entryFact, key }))
    })
    await sealAll(context, refs)
  },
})
