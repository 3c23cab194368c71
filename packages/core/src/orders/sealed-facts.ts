/** What of the orders the hash chain of a branch takes in: handovers, and what was taken back. Who received it is not: it is blanked with the person. */
import { entry, type RegistryEntry } from '../engine/registry.ts'
import { sealedFact, sealedFacts } from '../ledger/index.ts'
import { ordersPickupLines, ordersPickupReturnLines, ordersPickupReturns, ordersPickups } from './pickup-tables.ts'

export const orderFacts: readonly RegistryEntry[] = [
  sealedFact({ table: ordersPickups, by: 'id' }),
  sealedFact({ table: ordersPickupLines, by: ['pickupId', 'line'] }),
  sealedFact({ table: ordersPickupReturns, by: 'id' }),
  sealedFact({ table: ordersPickupReturnLines, by: ['returnId', 'line'] }),
].map((fact) => entry(sealedFacts, fact))
