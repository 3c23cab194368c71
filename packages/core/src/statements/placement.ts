/** Where accounts stand in statements. Data, and the rule for accounts that nobody placed. Pure: no I/O. */
import { defineRegistry, type Registry } from '../engine/registry.ts'
import type { Account, AccountType } from '../ledger/index.ts'

/** The sections of a profit and loss statement that hold accounts. */
export type ProfitSection = 'revenue' | 'discounts' | 'costOfGoods' | 'otherIncome' | 'operatingExpenses'

/** What a cash flow is of; `exchange` is money that became money of another currency. */
export type CashActivity = 'operating' | 'investing' | 'financing' | 'exchange'

/** A place in the statements for an account and all accounts under it. */
export interface StatementPlacement {
  /** Such as `Loan`: stands for `Loan:Bank` as well, unless that has a place of its own. */
  readonly account: string
  /**
   * For income and expenses: the section. For assets, liabilities and equity: the section to which money that moved against
   * them counts on a cash basis; without one, such money is no part of the cash-basis profit.
   */
  readonly section?: ProfitSection | undefined
  readonly activity: CashActivity
}

/** Places that plugins add; they come before those of the house. */
export const statementPlacements: Registry<StatementPlacement> = defineRegistry<StatementPlacement>(
  'statements.placements',
  (placement) => placement.account,
)

const operating = (account: string, section?: ProfitSection): StatementPlacement => ({
  account,
  section,
  activity: 'operating',
})

/** The places of the default chart. Income and expenses that are not named have the place of their type. */
export const housePlacements: readonly StatementPlacement[] = [
  // What customers paid, whether or not anything is delivered yet.
  operating('CustomerDeposits', 'revenue'),
  operating('AR', 'revenue'),
  operating('StoredValue', 'revenue'),
  operating('StoredValueGiven', 'revenue'),
  operating('StoredValueDiscounts', 'revenue'),
  operating('LoyaltyPoints', 'revenue'),
  operating('UnappliedPayments', 'revenue'),
  // What one branch settles for another is no income of either.
  operating('InterBranch'),
  // Held for the customer: money of the studio only once it is kept.
  operating('RentalBonds'),

  operating('AP', 'costOfGoods'),
  operating('SupplierAdvances', 'costOfGoods'),
  operating('Inventory', 'costOfGoods'),
  operating('COGS', 'costOfGoods'),
  operating('Wastage', 'costOfGoods'),
  operating('StockDifferences', 'costOfGoods'),
  operating('GoodsReceived', 'costOfGoods'),
  operating('Prepaid', 'operatingExpenses'),
  operating('AccruedExpenses', 'operatingExpenses'),
  operating('StaffClaims', 'operatingExpenses'),
  operating('Payroll', 'operatingExpenses'),
  operating('OutputVAT', 'operatingExpenses'),
  operating('InputVAT', 'operatingExpenses'),
  operating('Income:TillOver', 'otherIncome'),
  operating('Income:ExchangeGain', 'otherIncome'),
  operating('Income:CurrencyRevaluation', 'otherIncome'),
  operating('Income:PurchaseDiscounts', 'otherIncome'),
  operating('Income:PayablesWrittenOff', 'otherIncome'),
  operating('Income:BadDebtsRecovered', 'otherIncome'),

  { account: 'Equipment', activity: 'investing' },
  { account: 'Capital', activity: 'financing' },
  { account: 'RetainedEarnings', activity: 'financing' },
  { account: 'CurrencyExchange', activity: 'exchange' },
  { account: 'CurrencyRevaluation', activity: 'exchange' },
]

const activityOfType: Readonly<Record<AccountType, CashActivity>> = {
  asset: 'investing',
  liability: 'financing',
  equity: 'financing',
  income: 'operating',
  expense: 'operating',
}

/** Whether an account is income or expense. */
export const isProfitAccount = ({ type }: Pick<Account, 'type'>): boolean => type === 'income' || type === 'expense'

function sectionOfType({ type, contra }: Pick<Account, 'type' | 'contra'>): ProfitSection | undefined {
  if (type === 'income') return contra ? 'discounts' : 'revenue'
  return type === 'expense' ? 'operatingExpenses' : undefined
}

/** Where an account stands. */
export interface Place {
  readonly section: ProfitSection | undefined
  readonly activity: CashActivity
}

export type PlaceOf = (account: Pick<Account, 'code' | 'type' | 'contra'>) => Place

/**
 * Finds places: that of the account itself, or of the nearest group above it; of two for the same, that of the plugin. An
 * account without one stands where its type does.
 */
export function placing(own: readonly StatementPlacement[]): PlaceOf {
  const placements = new Map([...housePlacements, ...own].map((placement) => [placement.account, placement]))
  return (account) => {
    for (let code = account.code; code !== ''; code = code.slice(0, Math.max(code.lastIndexOf(':'), 0))) {
      const placement = placements.get(code)
      if (placement === undefined) continue
      const { section, activity } = placement
      return { activity, section: section ?? (isProfitAccount(account) ? sectionOfType(account) : undefined) }
    }
    return { section: sectionOfType(account), activity: activityOfType[account.type] }
  }
}
