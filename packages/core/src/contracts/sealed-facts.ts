/** What of contracts the hash chain of the branch takes in: all facts. How a contract stands follows from them. */
import { entry, type RegistryEntry } from '../engine/registry.ts'
import { sealedFact, sealedFacts } from '../ledger/index.ts'
import {
  contractsConsents,
  contractsContracts,
  contractsTemplateVersions,
  contractsVoids,
  contractsWithdrawals,
} from './tables.ts'

export const contractFacts: readonly RegistryEntry[] = [
  sealedFact({ table: contractsContracts, by: 'id' }),
  sealedFact({ table: contractsConsents, by: 'id' }),
  sealedFact({ table: contractsWithdrawals, by: 'consentId' }),
  sealedFact({ table: contractsVoids, by: 'contractId' }),
  sealedFact({ table: contractsTemplateVersions, by: ['code', 'templateVersion'] }),
].map((fact) => entry(sealedFacts, fact))
