/** What the customer hands over for each leg of a payment, and what comes back as change. Pure: no I/O. */
import type { UsedRate } from '../currency/index.ts'
import { Money } from '../values/money.ts'
import { accounts, tillAccount } from './chart-of-accounts.ts'
import { GivenValueNamed, VoucherCodeMissing, VoucherCodeRefused } from './counter-errors.ts'
import { AmountNotPositive, ChangeNotGiven, TenderedTooLittle } from './errors.ts'
import { ForeignLegInvalid, ForeignMoneyRefused } from './foreign-errors.ts'
import { type ForeignTender, valuedLeg } from './foreign-leg.ts'
import { givenValueMethod, type PaymentMethod, paymentMethod } from './payment-method.ts'
import { voucherCode } from './voucher-code.ts'

/** One method of a payment, as a caller gives it; amounts as decimal strings in the studio's currency unless told. */
export interface PaymentLeg {
  readonly method: string
  /** The currency of `amount` and `tendered`: the studio's unless told. */
  readonly currency?: string | undefined
  /** What this leg pays; of foreign money, what the studio keeps of it. */
  readonly amount: string
  /** Of foreign money, in the studio's currency: what it pays, where that is less than its worth. The rest is change. */
  readonly pays?: string | undefined
  /** Of foreign money: another rate than the one in use; needs the permission ledger.payAtOtherRate. */
  readonly rate?: string | undefined
  /** What was handed over, where it is more: change is given for the difference, in the same currency. */
  readonly tendered?: string | undefined
  /** Asks for change in cash on a method that is not cash: the card is charged `tendered`, the difference comes from the till. */
  readonly changeInCash?: boolean | undefined
  /** The code of a platform's voucher, which is used once. */
  readonly code?: string | undefined
}

/** A leg that was checked. */
export interface TenderedLeg {
  /** 1 for the first. */
  readonly leg: number
  readonly method: string
  readonly account: string
  /** What it pays, in the studio's currency. */
  readonly amount: Money
  /** In the studio's currency; null of foreign money. */
  readonly tendered: Money | null
  /** Change in the studio's currency. */
  readonly change: Money
  /** Set where it was paid in foreign money. */
  readonly foreign?: ForeignTender
  /** Where the change comes from when that is not the leg's own account: the till. */
  readonly changeFrom: string | null
  /** The code of the voucher, without blanks and in capitals. */
  readonly voucher: string | null
}

export interface TenderRules {
  readonly methods: readonly PaymentMethod[]
  readonly till: string
  readonly currency: string
  /** Of the legs in foreign money, by their place. */
  readonly rates?: ReadonlyMap<number, UsedRate>
}

/** @throws PAYMENT_METHOD_UNKNOWN, GIVEN_VALUE_NAMED, AMOUNT_NOT_POSITIVE, PAYMENT_TENDERED_TOO_LITTLE, PAYMENT_CHANGE_NOT_GIVEN, FOREIGN_MONEY_REFUSED, FOREIGN_LEG_INVALID, VOUCHER_CODE_*, MONEY_* */
export function tenderedLegs(legs: readonly PaymentLeg[], rules: TenderRules): readonly TenderedLeg[] {
  return legs.map((given, index) => {
    const rate = rules.rates?.get(index)
    return rate === undefined ? tenderedLeg(given, index, rules) : foreignLeg(given, index, rules, rate)
  })
}

function foreignLeg(
  given: PaymentLeg,
  index: number,
  { methods, till, currency }: TenderRules,
  rate: UsedRate,
): TenderedLeg {
  const leg = index + 1
  const method = paymentMethod(methods, given.method)
  const account = method.account(till)
  if (given.code !== undefined && method.coded !== true) throw VoucherCodeRefused.create({ leg, method: method.code })
  if (account === accounts.storedValue || !method.refundable) {
    throw ForeignMoneyRefused.create({ leg, method: method.code, currency: rate.currency, home: currency })
  }
  const { foreign, pays, change } = valuedLeg(given, leg, rate, currency)
  const inCash = change.isPositive() && (method.cash || given.changeInCash === true)
  if ((change.isPositive() && !inCash) || (foreign.change.isPositive() && !method.cash)) {
    const tendered = foreign.tendered?.toString() ?? foreign.worth.toString()
    throw ChangeNotGiven.create({ leg, method: method.code, amount: pays.toString(), tendered })
  }
  return {
    leg,
    method: method.code,
    account,
    amount: pays,
    tendered: null,
    change,
    changeFrom: inCash ? tillAccount(till) : null,
    voucher: null,
    foreign,
  }
}

function tenderedLeg(given: PaymentLeg, index: number, { methods, till, currency }: TenderRules): TenderedLeg {
  const method = paymentMethod(methods, given.method)
  for (const field of ['pays', 'rate'] as const) {
    const value = given[field]
    if (value === undefined) continue
    throw ForeignLegInvalid.create({
      leg: index + 1,
      field,
      rule: 'must be left out unless the leg is foreign money',
      value,
    })
  }
  if (method.code === givenValueMethod) {
    throw GivenValueNamed.create({ field: `legs.${index}.method`, method: method.code })
  }
  const amount = Money.of(given.amount, currency)
  if (!amount.isPositive()) throw AmountNotPositive.create({ field: `legs.${index}.amount`, amount: amount.toString() })
  const tendered = given.tendered === undefined ? null : Money.of(given.tendered, currency)
  const change = tendered === null ? Money.zero(currency) : tendered.minus(amount)
  const shown = { leg: index + 1, method: method.code, amount: amount.toString(), tendered: String(tendered) }
  if (change.isNegative()) throw TenderedTooLittle.create(shown)
  const coded = { leg: index + 1, method: method.code }
  if (method.coded === true && given.code === undefined) throw VoucherCodeMissing.create(coded)
  if (method.coded !== true && given.code !== undefined) throw VoucherCodeRefused.create(coded)
  const fromTill = change.isPositive() && !method.cash
  if (fromTill && given.changeInCash !== true) throw ChangeNotGiven.create(shown)
  return {
    leg: index + 1,
    method: method.code,
    account: method.account(till),
    amount,
    tendered,
    change,
    changeFrom: fromTill ? tillAccount(till) : null,
    voucher: given.code === undefined ? null : voucherCode(given.code),
  }
}
