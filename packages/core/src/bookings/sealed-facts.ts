/** What of the bookings the hash chain of the branch takes in: all that happened. Bookings, assignments and claims follow from it. */
import { entry, type RegistryEntry } from '../engine/registry.ts'
import { sealedFact, sealedFacts } from '../ledger/index.ts'
import { bookingsEvents } from './tables.ts'

export const bookingFacts: readonly RegistryEntry[] = [
  entry(sealedFacts, sealedFact({ table: bookingsEvents, by: 'id' })),
]
