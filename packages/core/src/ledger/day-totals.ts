/** Totals of days: debits and credits by branch, business date, account, currency, method and category. */
import type { ScopedStore } from '../storage/scoped-store.ts'
import type { NewRowOf } from '../storage/table.ts'
import type { PostedLine } from './post-entry.ts'
import { ledgerDayTotals } from './seal-tables.ts'

export type DayTotal = NewRowOf<typeof ledgerDayTotals>

type Amounts = Pick<PostedLine, 'branch' | 'businessDate' | 'account' | 'currency' | 'debit' | 'credit'> & {
  readonly method: string | null
  readonly category: string | null
}

/** Lines added up, one row for each key, in the order of keys so that two who add never wait for each other in a circle. */
export function dayTotalsOf(lines: readonly Amounts[]): readonly DayTotal[] {
  const totals = new Map<string, DayTotal>()
  for (const { branch, businessDate, account, currency, method, category, debit, credit } of lines) {
    const key = JSON.stringify([branch, businessDate, account, currency, method ?? '', category ?? ''])
    const before = totals.get(key)
    totals.set(key, {
      branch,
      businessDate,
      account,
      currency,
      method: method ?? '',
      category: category ?? '',
      debit: (before?.debit ?? 0n) + debit,
      credit: (before?.credit ?? 0n) + credit,
    })
  }
  return [...totals].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, total]) => total)
}

/** Adds lines to the totals in one statement. The caller sees to it that each line is added once. */
export async function addToDayTotals(store: ScopedStore, lines: readonly Amounts[]): Promise<void> {
  await store.accumulate(ledgerDayTotals, dayTotalsOf(lines), ['debit', 'credit'])
}
