/** What lines add to the totals of their day, month and year. */
import type { ScopedStore } from '../storage/scoped-store.ts'
import type { NewRowOf } from '../storage/table.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { closingCategory } from './period-year-end.ts'
import { periodsOf } from './total-periods.ts'
import { ledgerAccountTotals, ledgerTotals } from './totals-tables.ts'

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

/** Whether an amount is of the closing of a year. */
const isClosing = ({ category }: Pick<DatedAmounts, 'category'>): boolean => category === closingCategory

/** Three rows for each, told apart by all that there is: the day's, the month's and the year's. */
export const totalRows = (amounts: readonly DatedAmounts[]): readonly NewRowOf<typeof ledgerTotals>[] =>
  amounts.flatMap(({ businessDate, method, category, shootType, ...rest }) =>
    periodsOf(businessDate).map((period) => ({
      ...rest,
      period,
      method: method ?? '',
      category: category ?? '',
      shootType: shootType ?? '',
    })),
  )

/** The same by account alone. */
export const accountTotalRows = (amounts: readonly DatedAmounts[]): readonly NewRowOf<typeof ledgerAccountTotals>[] =>
  amounts.flatMap(({ branch, businessDate, account, currency, category, cash, debit, credit }) => {
    const closing = isClosing({ category })
    return periodsOf(businessDate).map((period) => ({
      branch,
      period,
      account,
      currency,
      cash,
      closing,
      debit,
      credit,
    }))
  })

/**
 * Adds amounts to the totals, in two statements at the end of the command. The caller holds the branch's lock of periods.
 */
export function addToTotals(store: ScopedStore, amounts: readonly DatedAmounts[]): void {
  store.accumulateLate(ledgerAccountTotals, accountTotalRows(amounts), ['debit', 'credit'])
  store.accumulateLate(ledgerTotals, totalRows(amounts.map(datedAmounts)), ['debit', 'credit'])
}

/** Without the other columns of a line. */
const datedAmounts = (amounts: DatedAmounts): DatedAmounts => {
  const { branch, businessDate, account, currency, method, category, shootType, cash, debit, credit } = amounts
  return { branch, businessDate, account, currency, method, category, shootType, cash, debit, credit }
}
