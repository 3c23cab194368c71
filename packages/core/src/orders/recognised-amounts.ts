/** What the delivery of lines recognises as revenue. Pure. */
import { Money } from '../values/money.ts'
import { grossOf } from './line-price.ts'
import type { OrderLineRow } from './tables.ts'

export interface RecognisedLines {
  readonly account: string
  readonly category: string
  readonly shootType: string | null
  /** Who sold it. */
  readonly staff: string | null
  /** Before the discount. */
  readonly amount: Money
  readonly discount: Money
}

/** One amount for each account, category, shoot type and seller, in the order in which they first appear; nothing for lines that cost nothing. */
export function recognisedAmounts(currency: string, lines: readonly OrderLineRow[]): RecognisedLines[] {
  const sums = new Map<string, { line: OrderLineRow; gross: bigint; discount: bigint }>()
  for (const line of lines) {
    const gross = grossOf(line)
    if (gross === 0n) continue
    const key = JSON.stringify([line.incomeAccount, line.category, line.shootType, line.sellerId])
    const sum = sums.get(key)
    if (sum === undefined) sums.set(key, { line, gross, discount: line.discount })
    else {
      sum.gross += gross
      sum.discount += line.discount
    }
  }
  return [...sums.values()].map(({ line, gross, discount }) => ({
    account: line.incomeAccount,
    category: line.category,
    shootType: line.shootType,
    staff: line.sellerId,
    amount: Money.ofMinor(gross, currency),
    discount: Money.ofMinor(discount, currency),
  }))
}

/** What handing lines over earns: those that were handed over before, and came back to be done again, have earned already. */
export function recogniseOnce(
  currency: string,
  handed: readonly OrderLineRow[],
): { readonly lines: readonly OrderLineRow[]; readonly amounts: RecognisedLines[] } {
  const lines = handed.filter((line) => line.pickedUpDate === null)
  return { lines, amounts: recognisedAmounts(currency, lines) }
}
