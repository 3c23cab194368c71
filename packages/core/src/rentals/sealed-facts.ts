/** What of the rentals the hash chain of the branch takes in: all that happened. Rentals, blocks and claims follow from it. */
import type { RegistryEntry } from '../engine/registry.ts'
import { entry } from '../engine/registry.ts'
import { sealedFact, sealedFacts } from '../ledger/index.ts'
import { rentalsEvents } from './tables.ts'

export const rentalFacts: readonly RegistryEntry[] = [
  entry(sealedFacts, sealedFact({ table: rentalsEvents, by: 'id' })),
]
