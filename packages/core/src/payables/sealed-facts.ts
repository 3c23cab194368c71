/** What of the payables the hash chain of the branch takes in: all facts. What is open of each document follows from its movements. */
import type { RegistryEntry } from '../engine/registry.ts'
import { entry } from '../engine/registry.ts'
import { sealedFact, sealedFacts } from '../ledger/index.ts'
import {
  payablesApprovals,
  payablesDocuments,
  payablesMovements,
  payablesSettlements,
  payablesVoids,
} from './tables.ts'

export const payableFacts: readonly RegistryEntry[] = [
  sealedFact({ table: payablesDocuments, by: 'id' }),
  sealedFact({ table: payablesSettlements, by: 'id' }),
  sealedFact({ table: payablesMovements, by: 'id' }),
  sealedFact({ table: payablesVoids, by: 'voidedId' }),
  sealedFact({ table: payablesApprovals, by: 'documentId' }),
].map((fact) => entry(sealedFacts, fact))
