/** What of the expenses the hash chain of the branch takes in. Claims, drafts and what is left of costs follow from it and the entries. */
import type { RegistryEntry } from '../engine/registry.ts'
import { entry } from '../engine/registry.ts'
import { sealedFact, sealedFacts } from '../ledger/index.ts'
import {
  expensesAccruals,
  expensesExpenses,
  expensesOccurrences,
  expensesPrepaid,
  expensesPrepaidParts,
  expensesReimbursements,
  expensesReversals,
} from './tables.ts'

/** A prepaid cost as it was booked. `rest`, `done` and `nextOn` follow from its parts and its reversal. */
const bookedPrepaid = sealedFact({
  table: expensesPrepaid,
  by: 'id',
  columns: [
    'id',
    'branch',
    'category',
    'account',
    'shootType',
    'currency',
    'total',
    'startsOn',
    'endsOn',
    'spread',
    'documentId',
    'memo',
  ],
})

/** An accrual as it was booked. `open` and `reversalId` follow from the entry that takes it back. */
const bookedAccrual = sealedFact({
  table: expensesAccruals,
  by: 'id',
  columns: ['id', 'branch', 'category', 'account', 'shootType', 'currency', 'amount', 'accruedOn', 'entryId', 'memo'],
})

export const expenseFacts: readonly RegistryEntry[] = [
  sealedFact({ table: expensesExpenses, by: 'id' }),
  sealedFact({ table: expensesReversals, by: 'reversedId' }),
  sealedFact({ table: expensesReimbursements, by: 'id' }),
  bookedPrepaid,
  sealedFact({ table: expensesPrepaidParts, by: ['prepaidId', 'part'] }),
  bookedAccrual,
  sealedFact({ table: expensesOccurrences, by: ['recurringId', 'period'] }),
].map((fact) => entry(sealedFacts, fact))
