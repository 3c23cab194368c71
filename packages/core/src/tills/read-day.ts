/** Reads what a branch's day holds. */
import { ledgerEntries, ledgerLines } from '../ledger/index.ts'
import type { ScopedReads } from '../storage/scoped-reads.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { type TillDayTotals, dayTotals } from './day-totals.ts'
import { foreignCounts } from './foreign-drawer.ts'
import { tillsCounts, tillsReviews } from './tables.ts'

/** Four statements; they grow with the receipts of the day. */
export async function readDayTotals(
  store: ScopedReads,
  day: { readonly branch: string; readonly businessDate: CalendarDate; readonly currency: string },
): Promise<TillDayTotals> {
  const { branch, businessDate, currency } = day
  const sums = await store.aggregate(ledgerLines, {
    where: {
      branch,
      businessDate,
      anyOf: [{ method: { ne: null } }, { category: { ne: null } }],
    },
    groupBy: ['account', 'currency', 'method', 'category'],
    measures: { debit: { of: 'sum', column: 'debit' }, credit: { of: 'sum', column: 'credit' } },
    limit: 'all',
  })
  const receipts = await store.find(ledgerEntries, {
    where: { branch, businessDate, currency, number: { ne: null } },
    orderBy: ['id'],
    limit: 'all',
  })
  const counts = await store.find(tillsCounts, {
    where: { branch, businessDate, currency },
    orderBy: ['shiftId'],
    limit: 'all',
  })
  const [reviews] = await store.aggregate(tillsReviews, {
    where: { branch, businessDate },
    measures: { count: { of: 'count' } },
    limit: 1,
  })
  return dayTotals({
    currency,
    sums,
    receipts: receipts.map(({ number, kind, amount }) => ({ number: number ?? '', kind, amount })),
    counts: counts.map((count) => ({ ...count, foreign: foreignCounts(count.foreign) })),
    reviewed: reviews?.count ?? 0,
  })
}
