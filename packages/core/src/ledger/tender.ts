/** What the customer hands over for each leg of a payment, and what comes back as change. Pure: no I/O. */
import { Money } from '../values/money.ts'
import { tillAccount } from './chart-of-accounts.ts'
import { VoucherCodeMissing, VoucherCodeRefused } from './counter-errors.ts'
import { AmountNotPositive, ChangeNotGiven, TenderedTooLittle } from './errors.ts'
import { type PaymentMethod, paymentMethod } from './payment-method.ts'
import { voucherCode } from './voucher-code.ts'

/** One method of a payment, as a caller gives it; amounts as decimal strings in the studio's currency. */
export interface PaymentLeg {
  readonly method: string
  /** What this leg pays. */
  readonly amount: string
  /** What was handed over, where it is more: change is given for the difference. */
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
  readonly amount: Money
  readonly tendered: Money | null
  readonly change: Money
  /** Where the change comes from when that is not the leg's own account: the till. */
  readonly changeFrom: string | null
  /** The code of the voucher, without blanks and in capitals. */
  readonly voucher: string | null
}

export interface TenderRules {
  readonly methods: readonly PaymentMethod[]
  readonly till: string
  readonly currency: string
}

/** @throws PAYMENT_METHOD_UNKNOWN, AMOUNT_NOT_POSITIVE, PAYMENT_TENDERED_TOO_LITTLE, PAYMENT_CHANGE_NOT_GIVEN, VOUCHER_CODE_*, MONEY_* */
export function tenderedLegs(legs: readonly PaymentLeg[], rules: TenderRules): readonly TenderedLeg[] {
  return legs.map((given, index) => tenderedLeg(given, index, rules))
}

function tenderedLeg(given: PaymentLeg, index: number, { methods, till, currency }: TenderRules): TenderedLeg {
  const method = paymentMethod(methods, given.method)
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
