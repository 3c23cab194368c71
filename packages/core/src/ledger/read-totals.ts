/** Debits and credits added up by what statements tell apart: the one way in which statements read the books. */
import type { ScopedReads } from '../storage/scoped-reads.ts'
import { present } from '../storage/filter.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { datesWithin } from './shapes.ts'
import { ledgerLines } from './tables.ts'

/** What totals can be told apart by. */
export type TotalDimension = 'branch' | 'account' | 'currency' | 'method' | 'category' | 'shootType' | 'cash'

export interface WantedTotals {
  /** The first business date; from the beginning unless told. */
  readonly from?: CalendarDate | undefined
  /** The last business date; until now unless told. */
  readonly to?: CalendarDate | undefined
  /** All that the session may see, unless told. */
  readonly branches?: readonly string[] | undefined
  readonly accounts?: readonly string[] | undefined
  readonly categories?: readonly string[] | undefined
  readonly shootTypes?: readonly string[] | undefined
  /** True: only of entries that moved money; false: only of the others. */
  readonly cash?: boolean | undefined
  readonly groupBy: readonly TotalDimension[]
}

/** Sums of one group. What the group does not tell apart, and what its lines do not have, is empty (`cash`: false). */
export interface Total {
  readonly branch: string
  readonly account: string
  readonly currency: string
  readonly method: string
  readonly category: string
  readonly shootType: string
  readonly cash: boolean
  readonly debit: bigint
  readonly credit: bigint
}

/** In the order of the dimensions wanted. */
export async function readTotals(store: ScopedReads, wanted: WantedTotals): Promise<readonly Total[]> {
  const { from, to, branches, accounts, categories, shootTypes, cash, groupBy } = wanted
  const among = (values: readonly string[] | undefined) => (values === undefined ? undefined : { in: values })
  const rows = await store.aggregate(ledgerLines, {
    where: present({
      businessDate: datesWithin({ from, to }),
      branch: among(branches),
      account: among(accounts),
      category: among(categories),
      shootType: among(shootTypes),
      cash,
    }),
    groupBy,
    measures: { debit: { of: 'sum', column: 'debit' }, credit: { of: 'sum', column: 'credit' } },
    orderBy: groupBy,
    limit: 'all',
  })
  return rows.map((row) => ({
    branch: row.branch ?? '',
    account: row.account ?? '',
    currency: row.currency ?? '',
    method: row.method ?? '',
    category: row.category ?? '',
    shootType: row.shootType ?? '',
    cash: row.cash ?? false,
    debit: row.debit,
    credit: row.credit,
  }))
}
