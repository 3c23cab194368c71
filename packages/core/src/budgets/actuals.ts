/** What the books say of income and expenses: totals by account and category, without the entries that end a year. */
import { closingCategory, readTotals } from '../ledger/index.ts'
import type { ScopedReads } from '../storage/scoped-reads.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { balanceSheetAccounts } from './budget-accounts.ts'
import type { PlacedTotal } from './budget-line.ts'

/** One statement to tell the accounts apart unless the caller can, and as many as `readTotals` takes. */
export async function readActuals(
  store: ScopedReads,
  wanted: { readonly from: CalendarDate; readonly to: CalendarDate; readonly branches: readonly string[] },
  known?: (account: string) => boolean,
): Promise<readonly PlacedTotal[]> {
  const isElsewhere = known ?? (await balanceSheetAccounts(store))
  const totals = await readTotals(store, { ...wanted, groupBy: ['account', 'category'] })
  return totals.filter((total) => total.category !== closingCategory && !isElsewhere(total.account))
}
