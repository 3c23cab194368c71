/** What of selections the hash chain of the branch takes in: what customers confirmed, what no longer stands of it, and what was used. */
import { entry, type RegistryEntry } from '../engine/registry.ts'
import { sealedFact, sealedFacts } from '../ledger/index.ts'
import { selectionConfirmations, selectionReopenings, selectionUses } from './tables.ts'

export const selectionFacts: readonly RegistryEntry[] = [
  sealedFact({ table: selectionConfirmations, by: 'id' }),
  sealedFact({ table: selectionReopenings, by: 'confirmationId' }),
  sealedFact({ table: selectionUses, by: 'id' }),
].map((fact) => entry(sealedFacts, fact))
