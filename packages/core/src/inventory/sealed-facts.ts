/** What of the inventory the hash chain of the branch takes in: all movements, and what they turned out to cost. The rest follows from them. */
import { entry, type RegistryEntry } from '../engine/registry.ts'
import { sealedFact, sealedFacts } from '../ledger/index.ts'
import { inventoryCosts, inventoryLines, inventoryMovements } from './tables.ts'

export const inventoryFacts: readonly RegistryEntry[] = [
  sealedFact({ table: inventoryMovements, by: 'id' }),
  sealedFact({ table: inventoryLines, by: ['movementId', 'line'] }),
  sealedFact({ table: inventoryCosts, by: 'id' }),
].map((fact) => entry(sealedFacts, fact))
