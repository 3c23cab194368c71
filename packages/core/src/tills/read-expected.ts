/** Reads what a shift must hold by the books. */
import type { QueryContext } from '../engine/context.ts'
import { ledgerLines, tillAccount } from '../ledger/index.ts'
import type { ScopedReads } from '../storage/scoped-reads.ts'
import { Money } from '../values/money.ts'
import { type Expected, expectedOf } from './expected.ts'
import { foreignFloats } from './foreign-drawer.ts'
import type { ShiftRow } from './tables.ts'

export interface ShiftExpected extends Expected {
  /** The same of each foreign currency that was carried or moved, in the order of their codes. */
  readonly foreign: readonly Expected[]
}

/** One statement; its cost grows with the branch's lines since the shift was opened. */
export async function readExpected(store: ScopedReads, shift: ShiftRow): Promise<ShiftExpected> {
  const { id, branch, businessDate, currency: home, till, carried } = shift
  const sums = await store.aggregate(ledgerLines, {
    where: { shift: id, branch, businessDate: { gte: businessDate } },
    groupBy: ['account', 'method', 'currency'],
    measures: { debit: { of: 'sum', column: 'debit' }, credit: { of: 'sum', column: 'credit' } },
    limit: 'all',
  })
  const floats = foreignFloats(shift.foreign)
  const carriedOf = (currency: string): Money =>
    currency === home
      ? Money.ofMinor(carried, home)
      : Money.of(floats.find((one) => one.currency === currency)?.carried ?? '0', currency)
  const expected = (currency: string): Expected =>
    expectedOf(
      till,
      carriedOf(currency),
      sums.filter((sum) => sum.currency === currency),
    )
  const others = new Set([...floats.map((one) => one.currency), ...sums.map((sum) => sum.currency)])
  others.delete(home)
  return { ...expected(home), foreign: [...others].sort().map(expected) }
}

/** What a till's account holds, by currency: every entry since its beginning. One statement. */
export async function readDrawerBalances(
  { store }: Pick<QueryContext, 'store'>,
  till: string,
): Promise<readonly Money[]> {
  const rows = await store.aggregate(ledgerLines, {
    where: { account: tillAccount(till) },
    groupBy: ['currency'],
    measures: { debit: { of: 'sum', column: 'debit' }, credit: { of: 'sum', column: 'credit' } },
    orderBy: ['currency'],
    limit: 'all',
  })
  return rows.map(({ currency, debit, credit }) => Money.ofMinor(debit - credit, currency))
}
