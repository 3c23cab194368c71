/** The trial balance of a branch as of a date, and its hash: what a closed period must never change. */
import { hash } from 'node:crypto'
import type { QueryContext } from '../engine/context.ts'
import type { ScopedReads } from '../storage/scoped-reads.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { Money } from '../values/money.ts'
import { type AccountType, chartAccount } from './chart-of-accounts.ts'
import type { ClosedBalance } from './period-year-end.ts'
import { injective } from './seal-encoding.ts'
import { ledgerAccounts, ledgerLines } from './tables.ts'

export interface AccountTotal {
  readonly account: string
  readonly currency: string
  readonly debit: bigint
  readonly credit: bigint
}

interface Reading {
  readonly store: ScopedReads
  readonly branch: string
}

/** Debits and credits of every account of the session's branch through a date. One statement. */
export function totalsThrough({ store, branch }: Reading, through: CalendarDate): Promise<AccountTotal[]> {
  return store.aggregate(ledgerLines, {
    where: { branch, businessDate: { lte: through } },
    groupBy: ['account', 'currency'],
    measures: { debit: { of: 'sum', column: 'debit' }, credit: { of: 'sum', column: 'credit' } },
    orderBy: ['account', 'currency'],
    limit: 'all',
  })
}

/** SHA-256 in hexadecimal over account, currency, debits and credits, in the order of accounts. */
export function hashOfTotals(totals: readonly AccountTotal[]): string {
  const parts = totals.flatMap(({ account, currency, debit, credit }) => [
    account,
    currency,
    debit.toString(),
    credit.toString(),
  ])
  return hash('sha256', injective(parts))
}

/** The hash of what is closed; of nothing where everything is open. */
export async function closedHash(context: Reading, through: CalendarDate | null): Promise<string> {
  return hashOfTotals(through === null ? [] : await totalsThrough(context, through))
}

/** Totals as balances with the type of their account. One statement, none where all accounts are of the default chart. */
export async function balancesOf(
  { store }: Pick<QueryContext, 'store'>,
  totals: readonly AccountTotal[],
): Promise<readonly ClosedBalance[]> {
  const own = totals.map(({ account }) => account).filter((code) => chartAccount(code) === undefined)
  const opened =
    own.length === 0 ? [] : await store.find(ledgerAccounts, { where: { code: { in: own } }, limit: 'all' })
  const types = new Map(opened.map((row) => [row.code, row.type as AccountType]))
  return totals.flatMap(({ account, currency, debit, credit }) => {
    const type = chartAccount(account)?.type ?? types.get(account)
    return type === undefined ? [] : [{ account, type, balance: Money.ofMinor(debit - credit, currency) }]
  })
}
