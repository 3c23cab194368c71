/** The default chart of accounts: data, not rows, so that posting to it reads nothing. */

export type AccountType = 'asset' | 'liability' | 'equity' | 'income' | 'expense'

export interface ChartAccount {
  readonly code: string
  readonly type: AccountType
  readonly name: string
  readonly nameZh: string
  /** Stands on the other side of its type. */
  readonly contra?: boolean
  /** Its balance is the sum of something kept elsewhere (deposits of orders, points of members): only the room that keeps that posts to it. */
  readonly control?: boolean
  /** Set on a parent such as `Bank`: accounts are `Bank:<…>`, and the parent itself takes no postings. */
  readonly parameter?: string
}

/** The accounts that the ledger itself posts to. */
export const accounts = {
  customerDeposits: 'CustomerDeposits',
  receivables: 'AR:Customers',
  rentalBonds: 'RentalBonds',
  storedValue: 'StoredValue',
  /** Given on top of top-ups. */
  storedValueGiven: 'StoredValueGiven',
  /** What of that is promised as a discount and not granted yet. */
  storedValueDiscounts: 'StoredValueDiscounts',
  discounts: 'Income:Discounts',
  payables: 'AP:Suppliers',
  supplierAdvances: 'SupplierAdvances',
  inputVat: 'InputVAT',
  purchaseDiscounts: 'Income:PurchaseDiscounts',
  payablesWrittenOff: 'Income:PayablesWrittenOff',
  badDebts: 'BadDebts',
  prepaid: 'Prepaid',
  accruedExpenses: 'AccruedExpenses',
  staffClaims: 'StaffClaims',
  badDebtsRecovered: 'Income:BadDebtsRecovered',
  allowance: 'AR:Allowance',
  forfeitedDeposits: 'Income:ForfeitedDeposits',
  /** What branches owe each other: over all of them nothing. */
  interBranch: 'InterBranch',
  /** Goods in stock that no supplier has billed yet. */
  goodsReceived: 'GoodsReceived',
  exchangeGain: 'Income:ExchangeGain',
  exchangeLoss: 'ExchangeLoss',
  currencyRevaluation: 'Income:CurrencyRevaluation',
} as const

export const defaultChart: readonly ChartAccount[] = [
  { code: 'Cash:Till', type: 'asset', name: 'Till', nameZh: '收银台现金', parameter: 'till' },
  { code: 'Cash:Safe', type: 'asset', name: 'Safe', nameZh: '保险柜现金' },
  { code: 'Bank', type: 'asset', name: 'Bank', nameZh: '银行存款', parameter: 'account' },
  { code: 'Clearing', type: 'asset', name: 'Clearing', nameZh: '在途款', parameter: 'method' },
  {
    code: accounts.receivables,
    type: 'asset',
    name: 'Receivables from customers',
    nameZh: '应收客户款',
    control: true,
  },
  {
    code: 'CurrencyExchange',
    type: 'asset',
    name: 'Foreign currency at cost',
    nameZh: '外币持有成本',
    parameter: 'currency',
    control: true,
  },
  {
    code: 'CurrencyRevaluation',
    type: 'asset',
    name: 'Revaluation of foreign currency',
    nameZh: '外币估值调整',
    parameter: 'currency',
    control: true,
  },
  {
    code: accounts.allowance,
    type: 'asset',
    name: 'Allowance for doubtful debts',
    nameZh: '坏账准备',
    contra: true,
    control: true,
  },
  { code: 'Inventory', type: 'asset', name: 'Inventory', nameZh: '库存', parameter: 'kind' },
  { code: accounts.prepaid, type: 'asset', name: 'Prepaid expenses', nameZh: '待摊费用', control: true },
  {
    code: accounts.supplierAdvances,
    type: 'asset',
    name: 'Advances to suppliers',
    nameZh: '预付供应商款',
    control: true,
  },
  { code: accounts.interBranch, type: 'asset', name: 'Between branches', nameZh: '分店往来' },
  { code: accounts.inputVat, type: 'asset', name: 'Input VAT', nameZh: '进项税额' },
  { code: 'Equipment', type: 'asset', name: 'Equipment', nameZh: '设备' },

  {
    code: accounts.customerDeposits,
    type: 'liability',
    name: 'Customer deposits',
    nameZh: '预收客户款',
    control: true,
  },
  { code: accounts.rentalBonds, type: 'liability', name: 'Rental bonds', nameZh: '租赁押金', control: true },
  {
    code: 'UnappliedPayments',
    type: 'liability',
    name: 'Payments to give back',
    nameZh: '待退款项',
    control: true,
  },
  { code: accounts.storedValue, type: 'liability', name: 'Stored value', nameZh: '会员储值', control: true },
  { code: accounts.storedValueGiven, type: 'liability', name: 'Stored value given', nameZh: '储值赠送', control: true },
  {
    code: accounts.storedValueDiscounts,
    type: 'liability',
    name: 'Discounts promised with stored value',
    nameZh: '储值赠送待抵扣',
    contra: true,
    control: true,
  },
  { code: 'LoyaltyPoints', type: 'liability', name: 'Loyalty points', nameZh: '会员积分', control: true },
  {
    code: accounts.payables,
    type: 'liability',
    name: 'Payables to suppliers',
    nameZh: '应付供应商款',
    control: true,
  },
  { code: accounts.accruedExpenses, type: 'liability', name: 'Accrued expenses', nameZh: '预提费用', control: true },
  { code: accounts.staffClaims, type: 'liability', name: 'Claims of staff', nameZh: '应付员工报销款', control: true },
  {
    code: accounts.goodsReceived,
    type: 'liability',
    name: 'Goods received, not billed',
    nameZh: '暂估应付款',
    control: true,
  },
  { code: 'Payroll:NetPay', type: 'liability', name: 'Net pay payable', nameZh: '应付工资' },
  { code: 'Payroll:IncomeTax', type: 'liability', name: 'Income tax withheld', nameZh: '代扣个人所得税' },
  { code: 'Payroll:SocialInsurance', type: 'liability', name: 'Social insurance payable', nameZh: '应付社会保险' },
  { code: 'OutputVAT', type: 'liability', name: 'Output VAT', nameZh: '销项税额' },

  { code: 'Capital', type: 'equity', name: 'Capital', nameZh: '实收资本' },
  { code: 'RetainedEarnings', type: 'equity', name: 'Retained earnings', nameZh: '未分配利润' },

  { code: 'Income:Package', type: 'income', name: 'Packages', nameZh: '套系收入' },
  { code: 'Income:SecondSale', type: 'income', name: 'Second sale', nameZh: '二销收入' },
  { code: 'Income:DressRental', type: 'income', name: 'Dress rental', nameZh: '礼服租赁收入' },
  { code: 'Income:Makeup', type: 'income', name: 'Make-up', nameZh: '化妆收入' },
  { code: 'Income:AlbumAddOns', type: 'income', name: 'Album add-ons', nameZh: '加册收入' },
  { code: 'Income:Product', type: 'income', name: 'Products', nameZh: '产品收入' },
  { code: accounts.forfeitedDeposits, type: 'income', name: 'Forfeited deposits', nameZh: '定金没收收入' },
  { code: 'Income:PointsBreakage', type: 'income', name: 'Points never used', nameZh: '积分失效收入' },
  { code: accounts.discounts, type: 'income', name: 'Discounts', nameZh: '销售折扣', contra: true },
  { code: accounts.exchangeGain, type: 'income', name: 'Exchange gains', nameZh: '汇兑收益' },
  {
    code: accounts.currencyRevaluation,
    type: 'income',
    name: 'Revaluation of foreign currency',
    nameZh: '未实现汇兑损益',
  },
  { code: 'Income:TillOver', type: 'income', name: 'Till over', nameZh: '现金长款' },
  { code: accounts.purchaseDiscounts, type: 'income', name: 'Purchase discounts', nameZh: '采购折扣' },
  { code: accounts.payablesWrittenOff, type: 'income', name: 'Payables written off', nameZh: '无需支付的应付款' },
  { code: accounts.badDebtsRecovered, type: 'income', name: 'Bad debts recovered', nameZh: '收回坏账' },

  { code: 'COGS', type: 'expense', name: 'Cost of goods', nameZh: '销售成本', parameter: 'kind' },
  { code: 'StockDifferences', type: 'expense', name: 'Stock differences', nameZh: '库存盘点差异' },
  { code: 'Wastage', type: 'expense', name: 'Wastage', nameZh: '损耗' },
  { code: 'Payroll:Gross', type: 'expense', name: 'Wages', nameZh: '工资' },
  { code: 'Payroll:EmployerInsurance', type: 'expense', name: "Employer's insurance", nameZh: '单位社会保险' },
  { code: 'Rent', type: 'expense', name: 'Rent', nameZh: '房租' },
  { code: 'Utilities', type: 'expense', name: 'Utilities', nameZh: '水电费' },
  { code: 'PaymentFees', type: 'expense', name: 'Payment fees', nameZh: '支付手续费' },
  { code: accounts.exchangeLoss, type: 'expense', name: 'Exchange losses', nameZh: '汇兑损失' },
  { code: 'TillShort', type: 'expense', name: 'Till short', nameZh: '现金短款' },
  { code: accounts.badDebts, type: 'expense', name: 'Bad debts', nameZh: '坏账' },
  { code: 'Marketing', type: 'expense', name: 'Marketing', nameZh: '营销费用' },
  { code: 'Repairs', type: 'expense', name: 'Repairs', nameZh: '维修费' },
  { code: 'Travel', type: 'expense', name: 'Travel', nameZh: '差旅费' },
  { code: 'Insurance', type: 'expense', name: 'Insurance', nameZh: '保险费' },
  { code: 'OfficeSupplies', type: 'expense', name: 'Office supplies', nameZh: '办公费' },
  { code: 'Software', type: 'expense', name: 'Software', nameZh: '软件费' },
  { code: 'Training', type: 'expense', name: 'Training', nameZh: '培训费' },
  { code: 'BankCharges', type: 'expense', name: 'Bank charges', nameZh: '银行手续费' },
  { code: 'Taxes', type: 'expense', name: 'Taxes', nameZh: '税金及附加' },
  { code: 'Depreciation', type: 'expense', name: 'Depreciation', nameZh: '折旧费' },
  { code: 'Interest', type: 'expense', name: 'Interest', nameZh: '利息支出' },
  { code: 'OtherExpenses', type: 'expense', name: 'Other expenses', nameZh: '其他费用' },
]

const byCode: ReadonlyMap<string, ChartAccount> = new Map(defaultChart.map((account) => [account.code, account]))
const childName = /^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/
const codeShape = /^[A-Z][A-Za-z0-9]*(:[A-Za-z0-9][A-Za-z0-9_-]*){0,4}$/

/** Whether text can be the code of an account: at most 64 ASCII characters, parts joined by colons, the first one capitalised. */
export const isAccountCode = (code: string): boolean => code.length <= 64 && codeShape.test(code)

/**
 * The account of the default chart with this code, accounts under a parent with a parameter included; undefined where
 * the chart has none. `Cash:Till:front` is the till "front" without anybody having opened it.
 */
export function chartAccount(code: string): ChartAccount | undefined {
  const known = byCode.get(code)
  if (known !== undefined) return known.parameter === undefined ? known : undefined
  const colon = code.lastIndexOf(':')
  const parent = colon < 0 ? undefined : byCode.get(code.slice(0, colon))
  const child = code.slice(colon + 1)
  if (parent?.parameter === undefined || !childName.test(child)) return undefined
  const { type, name, nameZh, control = false } = parent
  return { code, type, name: `${name} ${child}`, nameZh: `${nameZh} ${child}`, ...(control ? { control } : {}) }
}

/** Whether this is a group of the default chart, such as Bank, which takes no postings itself. */
export const isAccountGroup = (code: string): boolean => byCode.get(code)?.parameter !== undefined

const moneyRoots: ReadonlySet<string> = new Set(['Cash', 'Bank', 'Clearing', 'CurrencyExchange'])

/**
 * Whether an account holds money: cash, money in banks, money under way from payment providers, and in the studio's currency
 * what foreign money has cost.
 */
export const isMoneyAccount = (code: string): boolean => moneyRoots.has(code.split(':', 1)[0] ?? '')

/**
 * Whether money can be paid from an account and into it: an account of money that is no control account. What foreign money
 * has cost moves only with that money.
 */
export const isPaymentAccount = (code: string): boolean => isMoneyAccount(code) && chartAccount(code)?.control !== true

const exchangeLead = 'CurrencyExchange:'

/**
 * The account by which foreign money is balanced in its own currency and in the studio's. In the studio's currency its
 * balance is what the foreign money that is held has cost; in the foreign one it is what is held, on the other side.
 */
export const exchangeAccount = (currency: string): string => exchangeLead + currency

/** The foreign currency of such an account; undefined for any other. */
export const exchangedCurrency = (account: string): string | undefined =>
  account.startsWith(exchangeLead) ? account.slice(exchangeLead.length) : undefined

/** The account of a till's drawer. */
export const tillAccount = (till: string): string => `Cash:Till:${till}`
