/** What a leg in a foreign currency pays, and what comes back. Pure: no I/O. */
import { minorRatio, type UsedRate, worthOf } from '../currency/index.ts'
import { Money } from '../values/money.ts'
import { divideRounded } from '../values/rounding.ts'
import { AmountNotPositive, TenderedTooLittle } from './errors.ts'
import { ForeignLegInvalid } from './foreign-errors.ts'

/** Foreign money of a leg, with the rate that was used. */
export interface ForeignMoney {
  /** What the studio took or gave, in the foreign currency. */
  readonly amount: Money
  readonly rate: UsedRate
}

export interface ForeignTender extends ForeignMoney {
  readonly tendered: Money | null
  /** What was given back in the foreign currency. */
  readonly change: Money
  /** What `amount` is worth at the rate, in the studio's currency. */
  readonly worth: Money
}

interface GivenLeg {
  readonly method: string
  readonly amount: string
  readonly tendered?: string | undefined
  readonly pays?: string | undefined
}

/** What the leg pays and the change that it leaves, both in the studio's currency. */
export interface ValuedLeg {
  readonly foreign: ForeignTender
  readonly pays: Money
  readonly change: Money
}

/**
 * The worth is rounded once (see worthOf). What it is beyond `pays` is change, unless that is less than the smallest unit of
 * the foreign currency is worth: nobody could have handed over less, so there is none, and the money is held at what it paid.
 *
 * @throws AMOUNT_NOT_POSITIVE, PAYMENT_TENDERED_TOO_LITTLE, FOREIGN_LEG_INVALID, MONEY_*
 */
export function valuedLeg(given: GivenLeg, leg: number, rate: UsedRate, home: string): ValuedLeg {
  const amount = Money.of(given.amount, rate.currency)
  if (!amount.isPositive())
    throw AmountNotPositive.create({ field: `legs.${leg - 1}.amount`, amount: amount.toString() })
  const tendered = given.tendered === undefined ? null : Money.of(given.tendered, rate.currency)
  const back = tendered === null ? Money.zero(rate.currency) : tendered.minus(amount)
  if (back.isNegative()) {
    const shown = { amount: amount.toString(), tendered: String(tendered) }
    throw TenderedTooLittle.create({ leg, method: given.method, ...shown })
  }
  const worth = worthOf(amount, rate.rate, home)
  if (!worth.isPositive()) {
    const value = `${amount.toString()} ${rate.currency}`
    throw ForeignLegInvalid.create({ leg, field: 'amount', rule: `must be worth something in ${home}`, value })
  }
  const foreign = { amount, rate, tendered, change: back, worth }
  const pays = given.pays === undefined ? worth : Money.of(given.pays, home)
  if (!pays.isPositive()) throw AmountNotPositive.create({ field: `legs.${leg - 1}.pays`, amount: pays.toString() })
  if (pays.greaterThan(worth)) {
    const rule = `must be at most what the leg is worth, ${worth.toString()} ${home}`
    throw ForeignLegInvalid.create({ leg, field: 'pays', rule, value: pays.toString() })
  }
  const beyond = worth.minus(pays)
  const { numerator, denominator } = minorRatio(rate.currency, home, rate.rate)
  const indivisible = beyond.minor * denominator < numerator
  return { foreign, pays, change: indivisible ? Money.zero(home) : beyond }
}

/** What a leg pays in the studio's currency; `rate` where it is foreign money. @throws as valuedLeg */
export const legPays = (given: GivenLeg, index: number, rate: UsedRate | undefined, home: string): Money =>
  rate === undefined ? Money.of(given.amount, home) : valuedLeg(given, index + 1, rate, home).pays

/** The foreign money that stands for what a leg paid: without that for which change was given in the studio's currency. */
export function foreignPaid(amount: Money, pays: Money, change: Money): Money {
  if (change.isZero()) return amount
  const minor = divideRounded(amount.minor * pays.minor, pays.plus(change).minor, 'half-even')
  return Money.ofMinor(minor, amount.currency)
}
