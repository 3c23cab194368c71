/** What of the stocktakes the hash chain of the branch takes in: what was counted, what was posted, and what was dated back after that. */
import { entry, type RegistryEntry } from '../engine/registry.ts'
import { sealedFact, sealedFacts } from '../ledger/index.ts'
import { stocktakesCounts, stocktakesLate, stocktakesPostings } from './tables.ts'

export const stocktakeFacts: readonly RegistryEntry[] = [
  sealedFact({ table: stocktakesCounts, by: 'id' }),
  sealedFact({ table: stocktakesPostings, by: 'stocktakeId' }),
  sealedFact({ table: stocktakesLate, by: 'id' }),
].map((fact) => entry(sealedFacts, fact))
