/** What a late change costs by the rules of its service. Pure. */
import { Money } from '../values/money.ts'
import type { LateRule } from './service-definition.ts'

/** What is charged, and whether somebody with more authority must let it through. */
export interface LateCharge {
  readonly fee: Money
  readonly refused: boolean
  /** The rule that went: minutes before the start; null where none did. */
  readonly within: number | null
}

/** The fee of a rule: the amount and the share of the price, together never above the price. */
export function feeOf(
  rule: { readonly amount?: string | undefined; readonly percent?: number | undefined },
  price: Money,
): Money {
  const { currency } = price
  const fixed = rule.amount === undefined ? Money.zero(currency) : Money.of(rule.amount, currency)
  const fee = fixed.plus(price.percentage(`${rule.percent ?? 0}`, 'half-up'))
  return fee.greaterThan(price) ? price : fee
}

/** Of the rules that fit so many minutes before the start, the one that goes latest. After the start all fit. */
export function lateCharge(rules: readonly LateRule[], minutesBefore: number, price: Money): LateCharge {
  const fitting = rules.filter(({ within }) => minutesBefore < within)
  const rule = fitting.reduce<LateRule | undefined>(
    (latest, one) => (latest === undefined || one.within < latest.within ? one : latest),
    undefined,
  )
  if (rule === undefined) return { fee: Money.zero(price.currency), refused: false, within: null }
  return { fee: feeOf(rule, price), refused: rule.refused, within: rule.within }
}
