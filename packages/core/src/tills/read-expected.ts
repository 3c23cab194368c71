/** Reads what a shift must hold by the books. */
import type { QueryContext } from '../engine/context.ts'
import { ledgerLines, tillAccount } from '../ledger/index.ts'
import type { ScopedReads } from '../storage/scoped-reads.ts'
import { Money } from '../values/money.ts'
import { type Expected, expectedOf } from './expected.ts'
import type { ShiftRow } from './tables.ts'

/** One statement; its cost grows with the branch's lines since the shift was opened. */
export async function readExpected(store: ScopedReads, shift: ShiftRow): Promise<Expected> {
  const { id, branch, businessDate, currency, till, carried } = shift
  const sums = await store.aggregate(ledgerLines, {
    where: { shift: id, branch, currency, businessDate: { gte: businessDate } },
    groupBy: ['account', 'method'],
    measures: { debit: { of: 'sum', column: 'debit' }, credit: { of: 'sum', column: 'credit' } },
    limit: 'all',
  })
  return expectedOf(till, Money.ofMinor(carried, currency), sums)
}

/** The balance of a till's account: every entry since its beginning. One statement. */
export async function readDrawerBalance({ store, studio }: Pick<QueryContext, 'store' | 'studio'>, till: string) {
  const { currency } = studio
  const [row] = await store.aggregate(ledgerLines, {
    where: { account: tillAccount(till), currency },
    measures: { debit: { of: 'sum', column: 'debit' }, credit: { of: 'sum', column: 'credit' } },
    limit: 1,
  })
  return Money.ofMinor((row?.debit ?? 0n) - (row?.credit ?? 0n), currency)
}
