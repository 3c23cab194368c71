/** Which accounts may stand against stock, and take its cost. */
import type { CommandContext } from '../engine/context.ts'
import { accounts, chartAccount, isMoneyAccount, ledgerAccounts } from '../ledger/index.ts'
import { StockAccountRefused } from './errors.ts'

/** What accounts of stock begin with. */
export const stockAccountLead = 'Inventory:'

/**
 * Refuses an account whose balance is the sum of something kept elsewhere, stock included: a movement that is booked against it
 * would leave it with more or less than that. Pure.
 *
 * @throws STOCK_ACCOUNT_REFUSED
 */
export function requireCounterpart(account: string): void {
  const refuse = (rule: string) => StockAccountRefused.create({ field: 'against', account, rule })
  if (account.startsWith(stockAccountLead)) throw refuse('not be stock, which is worth what lies there')
  if (isMoneyAccount(account)) throw refuse('say why goods came, not where money is')
  if (account !== accounts.goodsReceived && chartAccount(account)?.control === true) {
    throw refuse('not be a control account')
  }
}

/**
 * Refuses an account that cannot take what goods cost. Accounts of the default chart need no reading.
 *
 * @throws STOCK_ACCOUNT_REFUSED
 */
export async function requireCostAccount({ store }: CommandContext, account: string): Promise<void> {
  const known = chartAccount(account) ?? (await store.get(ledgerAccounts, account))
  if (known?.type === 'expense' && known.contra !== true) return
  const rule = known === undefined ? 'be in the chart of accounts' : 'be an account of expenses'
  throw StockAccountRefused.create({ field: 'costAccount', account, rule })
}
