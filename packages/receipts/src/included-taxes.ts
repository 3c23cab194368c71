/** Taxes within amounts that include them. Pure: no I/O. */
import { Money } from '@calotype/core'

/** What is charged at a rate in per cent; null where the item has none. */
interface TaxedAmount {
  readonly amount: string
  readonly taxRate: string | null
}

/**
 * The tax within the amounts, by rate: of a sum with tax of `r` per cent, r ÷ (100 + r), rounded half up once a rate and not
 * once a line, so that the tax stays within half a minor unit of the exact one. Rates of zero are left out.
 */
export function includedTaxes(lines: readonly TaxedAmount[], currency: string): { rate: string; amount: string }[] {
  const sums = new Map<string, Money>()
  for (const { amount, taxRate } of lines) {
    const rate = taxRate === null ? '0' : shortRate(taxRate)
    if (rate === '0') continue
    sums.set(rate, (sums.get(rate) ?? Money.zero(currency)).plus(Money.of(amount, currency)))
  }
  return [...sums].map(([rate, sum]) => {
    const [tax = Money.zero(currency)] = sum.allocate([rate, '100'])
    return { rate, amount: tax.toString() }
  })
}

/** `6.0000` as `6`. */
const shortRate = (rate: string): string => (rate.includes('.') ? rate.replace(/\.?0+$/, '') : rate)
