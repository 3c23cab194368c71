/** What lines add to the totals of their day, month and year. */
import type { ScopedStore } from '../storage/scoped-store.ts'
import type { NewRowOf } from '../storage/table.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { periodsOf } from './total-periods.ts'
import { ledgerTotals } from './totals-tables.ts'

/** Debits and credits of a business date, of one line or of many alike. */
export interface DatedAmounts {
  readonly branch: string
  readonly businessDate: CalendarDate
  readonly account: string
  readonly currency: string
  readonly method: string | null
  readonly category: string | null
  readonly shootType: string | null
  readonly cash: boolean
  readonly debit: bigint
  readonly credit: bigint
}

/** Three rows for each: the day's, the month's and the year's. */
export const totalRows = (amounts: readonly DatedAmounts[]): readonly NewRowOf<typeof ledgerTotals>[] =>
  amounts.flatMap(({ branch, businessDate, account, currency, method, category, shootType, cash, debit, credit }) =>
    periodsOf(businessDate).map((period) => ({
      branch,
      period,
      account,
      currency,
      method: method ?? '',
      category: category ?? '',
      shootType: shootType ?? '',
      cash,
      debit,
      credit,
    })),
  )

/** Adds amounts to the totals in one statement at the end of the command. The caller holds the branch's lock of periods. */
export function addToTotals(store: ScopedStore, amounts: readonly DatedAmounts[]): void {
  store.accumulateLate(ledgerTotals, totalRows(amounts), ['debit', 'credit'])
}
