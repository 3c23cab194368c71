/** Which accounts a budget can name. */
import { type AccountType, chartAccount, defaultChart, ledgerAccounts } from '../ledger/index.ts'
import type { ScopedReads } from '../storage/scoped-reads.ts'

/** The types of the accounts that a code names, alone or as a group. Reads the studio's own accounts: one statement. */
export async function accountTypes(store: ScopedReads): Promise<(code: string) => ReadonlySet<AccountType>> {
  const own = await store.find(ledgerAccounts, { where: {}, limit: 'all' })
  const known = [...defaultChart, ...own].map(({ code, type }) => ({ code, type: type as AccountType }))
  return (code) => {
    const exact = chartAccount(code)
    const among = known.filter((one) => one.code === code || one.code.startsWith(`${code}:`))
    return new Set([...among.map((one) => one.type), ...(exact === undefined ? [] : [exact.type])])
  }
}

/**
 * Which accounts are no income and no expense, though they may stand in a group with some, as Payroll:NetPay does. Reads the
 * studio's own accounts: one statement.
 */
export async function balanceSheetAccounts(store: ScopedReads): Promise<(code: string) => boolean> {
  const own = await store.find(ledgerAccounts, { where: { type: { in: balanceSheetTypes } }, limit: 'all' })
  const codes = new Set(own.map((account) => account.code))
  return (code) => codes.has(code) || balanceSheetTypes.some((type) => type === chartAccount(code)?.type)
}

const balanceSheetTypes: readonly AccountType[] = ['asset', 'liability', 'equity']
