/** What of the receivables the hash chain of the branch takes in. What was said is not: it is blanked with the person. */
import type { RegistryEntry } from '../engine/registry.ts'
import { entry } from '../engine/registry.ts'
import { sealedFact, sealedFacts } from '../ledger/index.ts'
import { receivablesAllowances, receivablesContacts } from './tables.ts'

export const receivableFacts: readonly RegistryEntry[] = [
  sealedFact({ table: receivablesContacts, by: 'id' }),
  sealedFact({ table: receivablesAllowances, by: 'month' }),
].map((fact) => entry(sealedFacts, fact))
