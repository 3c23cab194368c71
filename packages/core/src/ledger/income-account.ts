/** What is sold is earned on an account of income: held when the catalogue names one, and again when revenue is recognised. */
import { addCategory, addItem, changeItem } from '../catalog/index.ts'
import type { CommandContext } from '../engine/context.ts'
import { before, type Hook } from '../engine/hook.ts'
import { chartAccount } from './chart-of-accounts.ts'
import { AccountUnknown, IncomeAccountRefused } from './errors.ts'
import { ledgerAccounts } from './tables.ts'

/**
 * Refuses an account on which no sale may be earned. Accounts of the default chart need no reading.
 *
 * @throws ACCOUNT_UNKNOWN, INCOME_ACCOUNT_REFUSED
 */
export async function requireIncomeAccount(context: CommandContext, account: string): Promise<void> {
  const known = chartAccount(account) ?? (await context.store.get(ledgerAccounts, account))
  if (known === undefined) throw AccountUnknown.create({ accounts: [account] })
  if (known.type === 'income' && known.contra !== true && !reserved.has(account)) return
  const type = known.type === 'income' ? 'not one for sales' : `of type ${known.type}`
  throw IncomeAccountRefused.create({ account, type })
}

/** Income that comes of something else than a sale. */
const reserved = new Set([
  'Income:ForfeitedDeposits',
  'Income:PointsBreakage',
  'Income:TillOver',
  'Income:Discounts',
  'Income:PurchaseDiscounts',
  'Income:PayablesWrittenOff',
  'Income:BadDebtsRecovered',
])

/**
 * The same for a delivery, which may also defer a part of what it earns: points granted with it are owed to the customer.
 *
 * @throws ACCOUNT_UNKNOWN, INCOME_ACCOUNT_REFUSED
 */
export async function requireEarningAccount(context: CommandContext, account: string): Promise<void> {
  if (!deferred.has(account)) await requireIncomeAccount(context, account)
}

const deferred = new Set(['LoyaltyPoints'])

const held = async (
  context: CommandContext,
  given: { readonly incomeAccount?: string | null | undefined },
): Promise<void> => {
  if (typeof given.incomeAccount === 'string') await requireIncomeAccount(context, given.incomeAccount)
}

export const incomeAccountHooks: readonly Hook[] = [
  before(addItem, held),
  before(changeItem, held),
  before(addCategory, held),
]
