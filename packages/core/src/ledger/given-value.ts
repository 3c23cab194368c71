/**
 * Value that the studio gives on top of a top-up (充值送), beside the value that was paid for. Pure: no I/O.
 *
 * What was paid for is spent first and given value last, so that whoever takes the rest of a top-up back gets what was paid,
 * and the gift is earned by who has spent all that was. What is given is owed (StoredValueGiven) against a discount that was
 * promised and not yet granted (StoredValueDiscounts): together they are nothing until it is spent, and then it is a discount.
 */
import { Money } from '../values/money.ts'
import { credit, debit, type Line } from './balanced-entry.ts'
import { accounts } from './chart-of-accounts.ts'
import { givenValueMethod } from './payment-method.ts'
import type { TenderedLeg } from './tender.ts'

/** Who pays `from` or more is given `bonus`. */
export interface BonusTier {
  readonly from: string
  readonly bonus: string
}

/** What the rule gives for an amount: the bonus of the highest tier that it reaches. */
export function bonusByRule(tiers: readonly BonusTier[], amount: Money): Money {
  const { currency } = amount
  let best = { from: Money.zero(currency), bonus: Money.zero(currency) }
  for (const tier of tiers) {
    const from = Money.of(tier.from, currency)
    if (from.greaterThan(amount) || from.lessThan(best.from)) continue
    best = { from, bonus: Money.of(tier.bonus, currency) }
  }
  return best.bonus
}

/**
 * What of a bonus goes with a part of its top-up that is given back. In proportion, rounded over all parts together: once the
 * whole of the top-up is back, so is the whole of the bonus.
 */
export function bonusTakenBack(bonus: Money, paid: Money, refunded: { before: Money; after: Money }): Money {
  const upTo = (part: Money): Money => {
    const [taken] = bonus.allocate([part.minor, paid.minus(part).minor])
    return taken ?? Money.zero(bonus.currency)
  }
  return upTo(refunded.after).minus(upTo(refunded.before))
}

/** Lines of a bonus that is given, or with a bonus below zero, taken back. */
export function bonusLines(bonus: Money): readonly Line[] {
  if (bonus.isZero()) return []
  const [from, to] = [accounts.storedValueDiscounts, accounts.storedValueGiven]
  return bonus.isPositive()
    ? [debit(from, bonus), credit(to, bonus)]
    : [debit(to, bonus.negated()), credit(from, bonus.negated())]
}

/** The discount that is granted where lines spend given value, and taken back where they bring it back. */
export function grantedLines(currency: string, lines: readonly Line[]): readonly Line[] {
  const moved = movedOn(currency, lines, accounts.storedValueGiven)
  if (moved.isZero()) return []
  return moved.isNegative()
    ? [debit(accounts.discounts, moved.negated()), credit(accounts.storedValueDiscounts, moved.negated())]
    : [debit(accounts.storedValueDiscounts, moved), credit(accounts.discounts, moved)]
}

/** What lines add to a liability. */
export function movedOn(currency: string, lines: readonly Line[], account: string): Money {
  const own = lines.filter((line) => line.account === account)
  return Money.sum(
    currency,
    own.map(({ side, amount }) => (side === 'credit' ? amount : amount.negated())),
  )
}

/**
 * Legs of stored value, with what given value pays of them as legs of their own: as much as there is beyond what was paid
 * for. The given part comes first of the two, because a refund goes back in the order of legs, and what was spent last comes
 * back first.
 */
export function withGivenValue(
  legs: readonly TenderedLeg[],
  held: { readonly paid: Money; readonly given: Money },
): readonly TenderedLeg[] {
  let { paid, given } = held
  const split = legs.flatMap((leg) => {
    if (leg.account !== accounts.storedValue) return [leg]
    const beyond = leg.amount.greaterThan(paid) ? leg.amount.minus(paid) : Money.zero(leg.amount.currency)
    const gift = beyond.greaterThan(given) ? given : beyond
    const own = leg.amount.minus(gift)
    paid = own.greaterThan(paid) ? Money.zero(own.currency) : paid.minus(own)
    given = given.minus(gift)
    if (gift.isZero()) return [leg]
    const byGift: TenderedLeg = {
      ...leg,
      method: givenValueMethod,
      account: accounts.storedValueGiven,
      amount: gift,
      tendered: null,
    }
    return own.isZero() ? [byGift] : [byGift, { ...leg, amount: own, tendered: null }]
  })
  return split.map((leg, index) => ({ ...leg, leg: index + 1 }))
}
