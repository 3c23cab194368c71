/** What of the tills the hash chain of the branch takes in. */
import type { RegistryEntry } from '../engine/registry.ts'
import { entry } from '../engine/registry.ts'
import { sealedFact, sealedFacts } from '../ledger/index.ts'
import { tillsCounts, tillsDays, tillsReviews, tillsShifts } from './tables.ts'

/** A shift as it was opened. What closing it sets follows from its count: `closedAt`, and `left` and `foreignLeft` as counted less what went to the safe. */
const openedShift = sealedFact({
  table: tillsShifts,
  by: 'id',
  columns: [
    'id',
    'branch',
    'till',
    'cashier',
    'businessDate',
    'openedAt',
    'openedBy',
    'currency',
    'carried',
    'float',
    'denominations',
    'foreign',
    'handedFrom',
  ],
})

export const tillFacts: readonly RegistryEntry[] = [
  openedShift,
  sealedFact({ table: tillsCounts, by: 'shiftId' }),
  sealedFact({ table: tillsReviews, by: 'receiptId' }),
  sealedFact({ table: tillsDays, by: 'id' }),
].map((fact) => entry(sealedFacts, fact))
