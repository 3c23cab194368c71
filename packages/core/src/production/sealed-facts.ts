/** What of production the hash chain of the branch takes in: everything that happened. The rest follows from it. */
import { entry, type RegistryEntry } from '../engine/registry.ts'
import { sealedFact, sealedFacts } from '../ledger/index.ts'
import { productionFacts } from './tables.ts'

export const productionSeal: readonly RegistryEntry[] = [
  entry(sealedFacts, sealedFact({ table: productionFacts, by: 'id' })),
]
