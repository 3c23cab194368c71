/** The journal lines of bills, credit notes, payments and what settles them. Pure: no I/O. */
import { accounts, credit, debit, type Dimensions, isPaymentAccount, type Line } from '../ledger/index.ts'
import { Money } from '../values/money.ts'
import { PayableAccountRefused, PayableAmountInvalid } from './errors.ts'

/** What a bill or credit note is for. */
export interface BillLine extends Pick<Dimensions, 'category' | 'shootType' | 'staff' | 'orderId'> {
  readonly account: string
  /** Without tax, where tax is given. */
  readonly amount: Money
  readonly tax?: Money | undefined
}

/** Money from or to an account. */
export interface MoneyLeg {
  readonly account: string
  readonly amount: Money
}

export interface BillTotals {
  readonly amount: Money
  /** Of the amount. */
  readonly tax: Money
}

const requirePositive = (field: string, amount: Money): void => {
  if (!amount.isPositive()) {
    throw PayableAmountInvalid.create({ field, rule: 'above zero', amount: amount.toString() })
  }
}

/** @throws PAYABLE_AMOUNT_INVALID */
export function billTotals(currency: string, lines: readonly BillLine[]): BillTotals {
  const zero = Money.zero(currency)
  for (const [index, line] of lines.entries()) {
    requirePositive(`lines.${index}.amount`, line.amount)
    if (line.tax?.isNegative() === true) {
      const amount = line.tax.toString()
      throw PayableAmountInvalid.create({ field: `lines.${index}.tax`, rule: 'zero or above', amount })
    }
  }
  const tax = Money.sum(
    currency,
    lines.map((line) => line.tax ?? zero),
  )
  const net = Money.sum(
    currency,
    lines.map((line) => line.amount),
  )
  return { amount: net.plus(tax), tax }
}

/**
 * What was bought, on its accounts. Where the studio deducts input VAT, tax is an asset of its own; otherwise it is a part of
 * what was bought.
 */
export function costLines(lines: readonly BillLine[], { tax }: BillTotals, inputVat: boolean): readonly Line[] {
  const costs = lines.map(({ account, amount, tax: of, category, shootType, staff, orderId }): Line => {
    const cost = inputVat || of === undefined ? amount : amount.plus(of)
    return debit(account, cost, { category, shootType, staff, orderId })
  })
  return inputVat && tax.isPositive() ? [...costs, debit(accounts.inputVat, tax)] : costs
}

/** Cost and tax against what the studio owes. */
export const billLines = (lines: readonly BillLine[], totals: BillTotals, inputVat: boolean): readonly Line[] => [
  ...costLines(lines, totals, inputVat),
  credit(accounts.payables, totals.amount),
]

/** Checked legs of money, each account once. @throws PAYABLE_ACCOUNT_REFUSED, PAYABLE_AMOUNT_INVALID */
export function checkedLegs(legs: readonly MoneyLeg[]): readonly MoneyLeg[] {
  for (const [index, { account, amount }] of legs.entries()) {
    requirePositive(`legs.${index}.amount`, amount)
    if (isPaymentAccount(account)) continue
    throw PayableAccountRefused.create({ field: `legs.${index}.account`, account, rule: 'be an account of money' })
  }
  return legs
}

export const moneyOut = (legs: readonly MoneyLeg[]): readonly Line[] =>
  legs.map(({ account, amount }) => credit(account, amount))

export const moneyIn = (legs: readonly MoneyLeg[]): readonly Line[] =>
  legs.map(({ account, amount }) => debit(account, amount))

export const legsTotal = (currency: string, legs: readonly MoneyLeg[]): Money =>
  Money.sum(
    currency,
    legs.map((leg) => leg.amount),
  )

/** Bills off the books, the money out, and what was not paid because the supplier allows it. */
export function paymentLines(settled: Money, discount: Money, legs: readonly MoneyLeg[]): readonly Line[] {
  const saved = discount.isPositive() ? [credit(accounts.purchaseDiscounts, discount)] : []
  return [debit(accounts.payables, settled), ...moneyOut(legs), ...saved]
}
