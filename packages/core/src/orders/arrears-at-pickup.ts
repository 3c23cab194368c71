/** How much must be paid before something is handed over. Pure. */
import { Money } from '../values/money.ts'
import { divideRounded } from '../values/rounding.ts'
import type { ArrearsRule } from './pickup-settings.ts'

/** How an order stands with its customer's money. */
export interface OwedOfOrder {
  readonly total: Money
  readonly paid: Money
  /** Delivered, and never to be paid: waived or written off. */
  readonly letGo: Money
  /** What was delivered or forfeited once this is handed over. */
  readonly delivered: Money
}

/** What is missing by the rule; zero where it is kept. */
export function missingByRule(rule: ArrearsRule, owed: OwedOfOrder): Money {
  const { total, paid, letGo, delivered } = owed
  const { currency } = total
  const settled = paid.plus(letGo)
  const needed = (): Money => {
    switch (rule.rule) {
      case 'full':
        return total
      case 'handedOver':
        return delivered
      case 'percent':
        // To the next whole minor unit, in hundredths of a per cent.
        return Money.ofMinor(
          divideRounded(total.minor * BigInt(Math.round(rule.percent * 100)), 10_000n, 'up'),
          currency,
        )
      case 'amount':
        return total.minus(Money.of(rule.most, currency))
    }
  }
  const missing = needed().minus(settled)
  return missing.isPositive() ? missing : Money.zero(currency)
}

/** The rule in words, for who is refused by it. */
export function arrearsRuleInWords(rule: ArrearsRule, currency: string): string {
  switch (rule.rule) {
    case 'full':
      return 'nothing may be due'
    case 'handedOver':
      return 'payments must cover what is handed over'
    case 'percent':
      return `${rule.percent} % of the order must be paid`
    case 'amount':
      return `at most ${rule.most} ${currency} may be due`
  }
}
