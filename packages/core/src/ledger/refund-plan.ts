/** Which legs a refund gives back, and how much is left of each. Pure: no I/O. */
import { Money } from '../values/money.ts'
import { AmountNotPositive, RefundExceedsLeft, RefundLegUnknown } from './errors.ts'

/** A leg of a receipt, with what was given back of it so far. */
export interface RefundableLeg {
  readonly receiptId: string
  readonly leg: number
  readonly method: string
  readonly amount: Money
  readonly refunded: Money
}

/** What is asked to be given back of one leg. */
export interface RefundLeg {
  readonly receiptId: string
  readonly leg: number
  readonly amount: Money
}

export const leftOf = (leg: RefundableLeg): Money => leg.amount.minus(leg.refunded)

/** The legs of receipts with what earlier refunds consumed of them. */
export function refundableLegs(
  legs: readonly Omit<RefundableLeg, 'refunded'>[],
  refunds: readonly { readonly receiptId: string; readonly leg: number; readonly amount: bigint }[],
): readonly RefundableLeg[] {
  return legs.map((leg) => {
    const own = refunds.filter((refund) => refund.receiptId === leg.receiptId && refund.leg === leg.leg)
    const minor = own.reduce((sum, refund) => sum + refund.amount, 0n)
    return { ...leg, refunded: Money.ofMinor(minor, leg.amount.currency) }
  })
}

/**
 * The legs with what to give back of each, checked against what is left. A leg that is asked for twice counts twice.
 *
 * @throws AMOUNT_NOT_POSITIVE, REFUND_LEG_UNKNOWN, REFUND_EXCEEDS_LEFT
 */
export function planRefund(
  legs: readonly RefundableLeg[],
  asked: readonly RefundLeg[],
): readonly (RefundLeg & { readonly method: string })[] {
  const taken = new Map<RefundableLeg, Money>()
  return asked.map(({ receiptId, leg, amount }, index) => {
    if (!amount.isPositive())
      throw AmountNotPositive.create({ field: `legs.${index}.amount`, amount: amount.toString() })
    const found = legs.find((one) => one.receiptId === receiptId && one.leg === leg)
    if (found === undefined) throw RefundLegUnknown.create({ receiptId, leg, known: legs.map((one) => one.leg) })
    const left = leftOf(found).minus(taken.get(found) ?? Money.zero(amount.currency))
    if (amount.greaterThan(left)) {
      throw RefundExceedsLeft.create({ receiptId, leg, amount: amount.toString(), left: left.toString() })
    }
    taken.set(found, (taken.get(found) ?? Money.zero(amount.currency)).plus(amount))
    return { receiptId, leg, amount, method: found.method }
  })
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
