/** The accounts that a statement names: the default chart, and what the studio opened or renamed. */
import type { QueryContext } from '../engine/context.ts'
import { type Account, chartAccount, ledgerAccounts, presentChartAccount, presentOwnAccount } from '../ledger/index.ts'

export interface Chart {
  /** Whether an account can have lines. */
  has(code: string): boolean
  /** The account of a code that stands in the books, named in the session's language. */
  of(code: string): Account
}

/** One statement. */
export async function readChart({ store, locale }: Pick<QueryContext, 'store' | 'locale'>): Promise<Chart> {
  const rows = await store.find(ledgerAccounts, { orderBy: ['code'], limit: 'all' })
  const own = new Map(rows.map((row) => [row.code, presentOwnAccount(row, locale)]))
  return {
    has: (code) => own.has(code) || chartAccount(code) !== undefined,
    of(code) {
      const known = own.get(code)
      if (known !== undefined) return known
      const ofTheChart = chartAccount(code)
      // The ledger posts to no account that is in neither.
      if (ofTheChart === undefined) throw new Error(`The books name the account "${code}", which is in no chart.`)
      return presentChartAccount(ofTheChart, locale)
    },
  }
}
