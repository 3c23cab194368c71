/** Expense categories: what is spent on, and on which account it stands. A registry, and the studio's own beside it. */
import type { QueryContext } from '../engine/context.ts'
import { defineRegistry, type Registry } from '../engine/registry.ts'
import { ExpenseCategoryUnknown } from './errors.ts'
import { expenseSettings } from './settings.ts'

export interface ExpenseCategory {
  /** camelCase; what an expense names, and what its lines have as category. */
  readonly code: string
  readonly names: { readonly en: string; readonly zh: string }
  /** An account of expenses. */
  readonly account: string
}

export const expenseCategories: Registry<ExpenseCategory> = defineRegistry<ExpenseCategory>(
  'expenses.categories',
  (category) => category.code,
)

const category = (code: string, account: string, en: string, zh: string): ExpenseCategory => ({
  code,
  names: { en, zh },
  account,
})

export const houseCategories: readonly ExpenseCategory[] = [
  category('rent', 'Rent', 'Rent', '房租'),
  category('utilities', 'Utilities', 'Utilities', '水电费'),
  category('marketing', 'Marketing', 'Marketing', '营销费用'),
  category('repairs', 'Repairs', 'Repairs', '维修费'),
  category('travel', 'Travel', 'Travel', '差旅费'),
  category('insurance', 'Insurance', 'Insurance', '保险费'),
  category('officeSupplies', 'OfficeSupplies', 'Office supplies', '办公费'),
  category('software', 'Software', 'Software', '软件费'),
  category('training', 'Training', 'Training', '培训费'),
  category('paymentFees', 'PaymentFees', 'Payment fees', '支付手续费'),
  category('bankCharges', 'BankCharges', 'Bank charges', '银行手续费'),
  category('taxes', 'Taxes', 'Taxes', '税金及附加'),
  category('depreciation', 'Depreciation', 'Depreciation', '折旧费'),
  category('interest', 'Interest', 'Interest', '利息支出'),
  category('other', 'OtherExpenses', 'Other', '其他费用'),
]

/** All categories of the studio, its own in the place of others with their code. Reads nothing but settings. */
export async function categoriesOf(
  context: Pick<QueryContext, 'entries' | 'settings'>,
): Promise<ReadonlyMap<string, ExpenseCategory>> {
  const { categories } = await context.settings(expenseSettings)
  const own = categories.map(({ code, name, account }) => category(code, account, name, name))
  return new Map([...context.entries(expenseCategories), ...own].map((one) => [one.code, one]))
}

/** @throws EXPENSE_CATEGORY_UNKNOWN */
export function requireCategory(known: ReadonlyMap<string, ExpenseCategory>, code: string): ExpenseCategory {
  const found = known.get(code)
  if (found === undefined) throw ExpenseCategoryUnknown.create({ category: code, known: [...known.keys()] })
  return found
}
