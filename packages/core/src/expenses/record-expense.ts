/** Records what was spent, for this room and for rooms above. */
import type { CommandContext } from '../engine/context.ts'
import { accounts, credit, type Line, recordFact } from '../ledger/index.ts'
import {
  billTotals,
  costLines,
  legsTotal,
  moneyLegs,
  type MoneyLegInput,
  moneyOut,
  payablesSettings,
} from '../payables/index.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { Money } from '../values/money.ts'
import { ExpensePaymentUnclear, ExpenseUneven } from './errors.ts'
import { expenseRecorded } from './events.ts'
import { categoriesOf, requireCategory } from './expense-category.ts'
import { postExpenseEntry } from './expense-entry.ts'
import type { ExpenseLineInput } from './shapes.ts'
import { type ExpenseRow, expensesClaims, expensesExpenses } from './tables.ts'

export interface ExpenseDraft {
  readonly lines: readonly ExpenseLineInput[]
  /** By what the studio paid. */
  readonly legs?: readonly MoneyLegInput[] | undefined
  /** The employee who paid, and is owed it. */
  readonly claimedBy?: string | undefined
  /** Who spent it; `claimedBy` unless told. */
  readonly spentBy?: string | undefined
  readonly businessDate?: CalendarDate | undefined
  readonly reference?: string | undefined
  /** Never personal data. */
  readonly memo?: string | undefined
}

/**
 * Records an expense within the caller's command: paid at once, or owed to the employee who paid it. Statements: one insert each
 * for entries, lines, expenses and, of a claim, claims; of a till, what its shift costs.
 *
 * @throws EXPENSE_CATEGORY_UNKNOWN, EXPENSE_PAYMENT_UNCLEAR, EXPENSE_UNEVEN, PAYABLE_AMOUNT_INVALID, PAYABLE_ACCOUNT_REFUSED,
 * ACCOUNT_UNKNOWN, ACCOUNT_CLOSED, PERIOD_CLOSED, VETOED
 */
export async function recordExpense(context: CommandContext, draft: ExpenseDraft): Promise<ExpenseRow> {
  const { currency } = context.studio
  const { claimedBy, spentBy = claimedBy, businessDate = context.businessDate, memo } = draft
  if ((draft.legs === undefined) === (claimedBy === undefined)) {
    const value = claimedBy === undefined ? 'neither' : 'both'
    throw ExpensePaymentUnclear.create({ rule: 'have legs or claimedBy', value })
  }
  const cost = await expenseCost(context, draft.lines, spentBy)
  const legs = draft.legs === undefined ? [] : await moneyLegs(context, draft.legs, businessDate)
  requireEven(legsTotal(currency, legs), cost.amount, claimedBy === undefined)
  const owedTo =
    claimedBy === undefined ? moneyOut(legs) : [credit(accounts.staffClaims, cost.amount, { staff: claimedBy })]
  const entry = await postExpenseEntry(context, {
    kind: 'expense',
    lines: [...cost.lines, ...owedTo],
    amount: cost.amount,
    businessDate,
    memo,
  })
  const row = keepExpense(context, {
    kind: claimedBy === undefined ? 'paid' : 'claim',
    businessDate,
    amount: cost.amount,
    tax: cost.tax,
    entryId: entry.id,
    spentBy,
    reference: draft.reference,
    memo,
    lines: draft.lines,
    legs: legs.map((leg) => ({ account: leg.account, amount: leg.amount.toString() })),
  })
  if (claimedBy !== undefined) {
    const { id: expenseId, branch, amount } = row
    context.store.insert(expensesClaims, {
      expenseId,
      branch,
      staff: claimedBy,
      businessDate,
      currency,
      amount,
      open: amount,
      isOpen: true,
    })
  }
  return row
}

function requireEven(paid: Money, amount: Money, byMoney: boolean): void {
  if (byMoney && !paid.equals(amount)) {
    throw ExpenseUneven.create({ paid: paid.toString(), amount: amount.toString() })
  }
}

export interface ExpenseCost {
  readonly lines: readonly Line[]
  readonly amount: Money
  readonly tax: Money
}

/** The lines of what was spent, on the accounts of their categories, or all on one. @throws EXPENSE_CATEGORY_UNKNOWN, PAYABLE_AMOUNT_INVALID */
export async function expenseCost(
  context: CommandContext,
  given: readonly ExpenseLineInput[],
  spentBy?: string | undefined,
  account?: string,
): Promise<ExpenseCost> {
  const { currency } = context.studio
  const categories = await categoriesOf(context)
  const { inputVat } = await context.settings(payablesSettings)
  const lines = given.map(({ category, amount, tax, shootType }) => ({
    account: account ?? requireCategory(categories, category).account,
    amount: Money.of(amount, currency),
    tax: tax === undefined ? undefined : Money.of(tax, currency),
    category,
    shootType,
    staff: spentBy,
  }))
  const totals = billTotals(currency, lines)
  return { ...totals, lines: costLines(lines, totals, inputVat) }
}

export interface KeptExpense {
  readonly kind: 'paid' | 'claim' | 'prepaid' | 'accrual'
  readonly businessDate: CalendarDate
  readonly amount: Money
  readonly tax: Money
  readonly entryId: string
  readonly spentBy?: string | undefined
  readonly reference?: string | undefined
  readonly memo?: string | undefined
  readonly documentId?: string | undefined
  readonly lines: readonly ExpenseLineInput[]
  readonly legs: readonly { readonly account: string; readonly amount: string }[]
}

/** Keeps the fact, and tells of it. */
export function keepExpense(context: CommandContext, kept: KeptExpense): ExpenseRow {
  const { kind, businessDate, amount, tax, entryId, lines } = kept
  const { currency } = amount
  const row = recordFact(context, expensesExpenses, {
    id: context.newId(),
    branch: context.branch,
    kind,
    businessDate,
    at: context.now,
    actor: context.actor,
    currency,
    amount: amount.minor,
    tax: tax.minor,
    entryId,
    spentBy: kept.spentBy ?? null,
    reference: kept.reference ?? null,
    memo: kept.memo ?? null,
    documentId: kept.documentId ?? null,
    lines: lines.map((line) => ({
      category: line.category,
      amount: line.amount,
      tax: line.tax ?? null,
      shootType: line.shootType ?? null,
    })),
    legs: kept.legs.map((leg) => ({ ...leg })),
  })
  const categories = [...new Set(lines.map((line) => line.category))]
  const told = { expenseId: row.id, kind, entryId, currency, amount: amount.toString(), categories }
  context.emit(expenseRecorded, told)
  return row
}
