/** What of buying the hash chain of the branch takes in: all facts. What is open follows from its moves. */
import type { RegistryEntry } from '../engine/registry.ts'
import { entry } from '../engine/registry.ts'
import { sealedFact, sealedFacts } from '../ledger/index.ts'
import {
  procurementBillLines,
  procurementBills,
  procurementLabEvents,
  procurementMoves,
  procurementOrderEvents,
  procurementReceiptLines,
  procurementReceipts,
  procurementReturns,
} from './tables.ts'

export const procurementFacts: readonly RegistryEntry[] = [
  sealedFact({ table: procurementOrderEvents, by: 'id' }),
  sealedFact({ table: procurementReceipts, by: 'id' }),
  sealedFact({ table: procurementReceiptLines, by: 'id' }),
  sealedFact({ table: procurementReturns, by: 'id' }),
  sealedFact({ table: procurementMoves, by: 'id' }),
  sealedFact({ table: procurementBills, by: 'documentId' }),
  sealedFact({ table: procurementBillLines, by: ['documentId', 'line'] }),
  sealedFact({ table: procurementLabEvents, by: 'id' }),
].map((fact) => entry(sealedFacts, fact))
