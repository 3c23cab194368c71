/** Seals every entry and fact after its commit, in the order of commits: nothing is chained under a lock while a customer waits. */
import { currencyRates, ratesSet } from '../currency/index.ts'
import { type Subscriber, subscribeInBatches } from '../engine/subscriber.ts'
import { ledgerEvents } from './events.ts'
import { sealAll } from './seal-entries.ts'
import { sealEvents } from './seal-events.ts'
import { entryFact, type SealRef } from './seal-facts.ts'

export const sealSubscriber: Subscriber = subscribeInBatches({
  name: 'seal',
  // The rates are of a room below, which knows of no seal.
  to: [...ledgerEvents, ...sealEvents, ratesSet],
  batch: 100,
  async handleAll(context, events) {
    const refs = events.flatMap(({ data }): SealRef[] => {
      if ('table' in data) return [{ fact: data.table, key: data.key }]
      if ('rates' in data) return data.rates.map(({ id: key }) => ({ fact: currencyRates.name, key }))
      const ids = 'entryIds' in data ? data.entryIds : [data.entryId]
      return ids.map((key) => ({ fact: entryFact, key }))
    })
    await sealAll(context, refs)
  },
})
