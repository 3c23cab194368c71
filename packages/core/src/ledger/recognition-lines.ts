/** The journal lines of a delivery: what was a deposit becomes revenue. Pure: no I/O. */
import { Money } from '../values/money.ts'
import { accounts } from './chart-of-accounts.ts'
import { credit, debit, type Line, moving } from './balanced-entry.ts'
import { DiscountTooHigh, RecognitionExceedsTotal, RecognitionNegative } from './errors.ts'
import { againstCustomer, deliveredOf, type Standing } from './standing.ts'

/** What is recognised on one account: the list price, and the discount that was given on it. */
export interface RecognisedAmount {
  /** An income account, or a liability where revenue is deferred (points). */
  readonly account: string
  readonly category?: string | null | undefined
  /** The kind of photography that it was sold for. */
  readonly shootType?: string | null | undefined
  readonly staff?: string | null | undefined
  /** Before the discount. */
  readonly amount: Money
  readonly discount?: Money | undefined
}

/** What the customer pays for these amounts. */
export const netOf = (currency: string, amounts: readonly RecognisedAmount[]): Money =>
  Money.sum(
    currency,
    amounts.map(({ amount, discount }) => (discount === undefined ? amount : amount.minus(discount))),
  )

/**
 * Debits the deposits as far as the order was paid, and the customer for the rest; debits the discounts. Credits the full
 * price on each account, so that income and discounts both show.
 *
 * @throws RECOGNITION_NEGATIVE, RECOGNITION_DISCOUNT_TOO_HIGH, RECOGNITION_EXCEEDS_TOTAL
 */
export function recognitionLines(amounts: readonly RecognisedAmount[], standing: Standing): readonly Line[] {
  for (const { account, amount, discount } of amounts) {
    if (amount.isNegative() || discount?.isNegative() === true) {
      throw RecognitionNegative.create({ account, amount: amount.toString(), discount: String(discount ?? '') })
    }
    if (discount?.greaterThan(amount) === true) {
      throw DiscountTooHigh.create({ account, amount: amount.toString(), discount: discount.toString() })
    }
  }
  const net = netOf(standing.total.currency, amounts)
  const left = standing.total.minus(deliveredOf(standing))
  if (net.greaterThan(left)) {
    throw RecognitionExceedsTotal.create({
      amount: net.toString(),
      left: left.toString(),
      total: standing.total.toString(),
    })
  }
  const discounts = amounts.map(({ category, shootType, staff, discount }) =>
    debit(accounts.discounts, discount ?? Money.zero(net.currency), { category, shootType, staff }),
  )
  const income = amounts.map(({ account, category, shootType, staff, amount }) =>
    credit(account, amount, { category, shootType, staff }),
  )
  return moving([...againstCustomer(standing, net), ...discounts, ...income])
}
