/** Which legs a refund gives back, and how much is left of each. Pure: no I/O. */
import type { UsedRate } from '../currency/index.ts'
import { Money } from '../values/money.ts'
import { AmountNotPositive, RefundExceedsLeft, RefundLegUnknown } from './errors.ts'
import { foreignOf, type LeftOfLeg, paidBack } from './refund-share.ts'

/** Foreign money of a leg that can be given back, with the rate of its receipt. */
export interface RefundableForeign {
  readonly amount: Money
  readonly refunded: Money
  readonly rate: UsedRate
}

/** A leg of a receipt, with what was given back of it so far. */
export interface RefundableLeg {
  readonly receiptId: string
  readonly leg: number
  readonly method: string
  readonly amount: Money
  readonly refunded: Money
  /** Set where it was paid in foreign money: what that was, and what went back of it. */
  readonly foreign?: RefundableForeign
}

/** What is asked to be given back of one leg: in the studio's currency, or in that in which the leg was paid. */
export interface RefundLeg {
  readonly receiptId: string
  readonly leg: number
  readonly amount: Money
}

/** What a refund takes of one leg; `amount` is in the studio's currency. */
export interface PlannedRefund extends RefundLeg {
  readonly method: string
  /** Of a leg in foreign money: how much of that goes with it, at the rate of the receipt. May be zero. */
  readonly foreign?: { readonly amount: Money; readonly rate: UsedRate }
}

/** A leg as it is told of, before anything was given back. */
export type ReceivedLeg = Omit<RefundableLeg, 'refunded' | 'foreign'> & {
  readonly foreign?: Omit<RefundableForeign, 'refunded'>
}

export const leftOf = (leg: RefundableLeg): Money => leg.amount.minus(leg.refunded)

/** The legs of receipts with what earlier refunds consumed of them. */
export function refundableLegs(
  legs: readonly ReceivedLeg[],
  refunds: readonly {
    readonly receiptId: string
    readonly leg: number
    readonly amount: bigint
    readonly foreign?: bigint | null
  }[],
): readonly RefundableLeg[] {
  return legs.map(({ foreign, ...leg }) => {
    const own = refunds.filter((refund) => refund.receiptId === leg.receiptId && refund.leg === leg.leg)
    const minor = own.reduce((sum, refund) => sum + refund.amount, 0n)
    const refunded = Money.ofMinor(minor, leg.amount.currency)
    if (foreign === undefined) return { ...leg, refunded }
    const units = own.reduce((sum, refund) => sum + (refund.foreign ?? 0n), 0n)
    return { ...leg, refunded, foreign: { ...foreign, refunded: Money.ofMinor(units, foreign.amount.currency) } }
  })
}

/** The legs after something was taken of them. */
export function lessened(legs: readonly RefundableLeg[], by: readonly PlannedRefund[]): readonly RefundableLeg[] {
  const consumed = by.map(({ receiptId, leg, amount, foreign }) => ({
    receiptId,
    leg,
    amount: amount.minor,
    foreign: foreign?.amount.minor ?? null,
  }))
  return refundableLegs(legs, [...consumed, ...legs.map(asConsumed)])
}

const asConsumed = ({ receiptId, leg, refunded, foreign }: RefundableLeg) => ({
  receiptId,
  leg,
  amount: refunded.minor,
  foreign: foreign?.refunded.minor ?? null,
})

/**
 * The legs with what to give back of each, checked against what is left in either currency. A leg that is asked for twice
 * counts twice.
 *
 * @throws AMOUNT_NOT_POSITIVE, REFUND_LEG_UNKNOWN, REFUND_EXCEEDS_LEFT, CURRENCY_MISMATCH
 */
export function planRefund(legs: readonly RefundableLeg[], asked: readonly RefundLeg[]): readonly PlannedRefund[] {
  const planned: PlannedRefund[] = []
  for (const [index, { receiptId, leg, amount }] of asked.entries()) {
    if (!amount.isPositive())
      throw AmountNotPositive.create({ field: `legs.${index}.amount`, amount: amount.toString() })
    const found = lessened(legs, planned).find((one) => one.receiptId === receiptId && one.leg === leg)
    if (found === undefined) throw RefundLegUnknown.create({ receiptId, leg, known: legs.map((one) => one.leg) })
    planned.push({ receiptId, leg, method: found.method, ...shareOf(found, amount) })
  }
  return planned
}

/** @throws REFUND_EXCEEDS_LEFT, CURRENCY_MISMATCH */
function shareOf(leg: RefundableLeg, amount: Money): Pick<PlannedRefund, 'amount' | 'foreign'> {
  const { receiptId, foreign } = leg
  const inForeign = foreign !== undefined && amount.currency === foreign.amount.currency
  const left = inForeign ? foreign.amount.minus(foreign.refunded) : leftOf(leg)
  if (amount.greaterThan(left)) {
    throw RefundExceedsLeft.create({ receiptId, leg: leg.leg, amount: amount.toString(), left: left.toString() })
  }
  if (foreign === undefined) return { amount }
  const rest: LeftOfLeg = { amount: leftOf(leg), foreign: foreign.amount.minus(foreign.refunded) }
  const taken = inForeign
    ? { amount: paidBack(rest, amount), foreign: amount }
    : { amount, foreign: foreignOf(rest, amount) }
  if (!taken.amount.isPositive()) {
    throw AmountNotPositive.create({ field: `legs.${leg.leg - 1}.amount`, amount: taken.amount.toString() })
  }
  return { amount: taken.amount, foreign: { amount: taken.foreign, rate: foreign.rate } }
}

/**
 * Spreads an amount over legs in their order, each up to what is left of it.
 *
 * @throws AMOUNT_NOT_POSITIVE, REFUND_EXCEEDS_LEFT when all of them together have less left
 */
export function spreadRefund(legs: readonly RefundableLeg[], amount: Money, receiptId: string): readonly RefundLeg[] {
  if (!amount.isPositive()) throw AmountNotPositive.create({ field: 'amount', amount: amount.toString() })
  const spread: RefundLeg[] = []
  let rest = amount
  for (const leg of legs) {
    const part = leftOf(leg).lessThan(rest) ? leftOf(leg) : rest
    if (!part.isPositive()) continue
    spread.push({ receiptId: leg.receiptId, leg: leg.leg, amount: part })
    rest = rest.minus(part)
  }
  if (rest.isPositive()) {
    const left = amount.minus(rest).toString()
    throw RefundExceedsLeft.create({ receiptId, leg: null, amount: amount.toString(), left })
  }
  return spread
}
