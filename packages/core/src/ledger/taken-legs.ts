/** The legs of a payment as its receipt shows them. Pure: no I/O. */
import { Money } from '../values/money.ts'
import type { ReceiptLeg } from './receipt.ts'
import type { TenderedLeg } from './tender.ts'

export const takenLegs = (legs: readonly TenderedLeg[]): ReceiptLeg[] =>
  legs.map(({ leg, method, amount, tendered, change, voucher }) => ({
    leg,
    method,
    amount: amount.toString(),
    tendered: tendered?.toString() ?? null,
    change: change.toString(),
    refundOf: null,
    ...(voucher === null ? {} : { voucher }),
  }))

/** All the change that was given. */
export const changeOf = (currency: string, legs: readonly TenderedLeg[]): string =>
  Money.sum(
    currency,
    legs.map((leg) => leg.change),
  ).toString()
