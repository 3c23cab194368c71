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

/** What a booking costs, and what of it was paid in advance. */
export interface BookedPrice {
  readonly price: Money
  readonly deposit: Money
}

/** The fee of a rule: the amount and the shares of the price and of the deposit, together never above the price, or the deposit where that is more. */
export function feeOf(
  rule: {
    readonly amount?: string | undefined
    readonly percent?: number | undefined
    readonly depositPercent?: number | undefined
  },
  { price, deposit }: BookedPrice,
): Money {
  const { currency } = price
  const fixed = rule.amount === undefined ? Money.zero(currency) : Money.of(rule.amount, currency)
  const ofPrice = price.percentage(`${rule.percent ?? 0}`, 'half-up')
  const fee = fixed.plus(ofPrice).plus(deposit.percentage(`${rule.depositPercent ?? 0}`, 'half-up'))
  const most = deposit.greaterThan(price) ? deposit : price
  return fee.greaterThan(most) ? most : fee
}

/** Of the rules that fit so many minutes before the start, the one that goes latest. After the start all fit. */
export function lateCharge(rules: readonly LateRule[], minutesBefore: number, booked: BookedPrice): LateCharge {
  const fitting = rules.filter(({ within }) => minutesBefore < within)
  const rule = fitting.reduce<LateRule | undefined>(
    (latest, one) => (latest === undefined || one.within < latest.within ? one : latest),
    undefined,
  )
  if (rule === undefined) return { fee: Money.zero(booked.price.currency), refused: false, within: null }
  return { fee: feeOf(rule, booked), refused: rule.refused, within: rule.within }
}
