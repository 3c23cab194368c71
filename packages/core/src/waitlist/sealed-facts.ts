/** What of the waitlist the hash chain of the branch takes in: all that happened with those who wait. */
import { entry, type RegistryEntry } from '../engine/registry.ts'
import { sealedFact, sealedFacts } from '../ledger/index.ts'
import { waitlistEvents } from './tables.ts'

export const waitlistFacts: readonly RegistryEntry[] = [
  entry(sealedFacts, sealedFact({ table: waitlistEvents, by: 'id' })),
]
