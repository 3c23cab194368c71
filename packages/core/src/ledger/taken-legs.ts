/** The legs of a payment as its receipt shows them. Pure: no I/O. */
import { Money } from '../values/money.ts'
import type { ForeignTender } from './foreign-leg.ts'
import type { ForeignReceiptMoney, ReceiptLeg } from './receipt.ts'
import type { TenderedLeg } from './tender.ts'

export const takenLegs = (legs: readonly TenderedLeg[]): ReceiptLeg[] =>
  legs.map(({ leg, method, amount, tendered, change, voucher, foreign }) => ({
    leg,
    method,
    amount: amount.toString(),
    tendered: tendered?.toString() ?? null,
    change: change.toString(),
    refundOf: null,
    ...(voucher === null ? {} : { voucher }),
    ...(foreign === undefined ? {} : { foreign: foreignShown(foreign) }),
  }))

const foreignShown = ({ amount, tendered, change, worth, rate }: ForeignTender): ForeignReceiptMoney => ({
  currency: rate.currency,
  amount: amount.toString(),
  tendered: tendered?.toString() ?? null,
  change: change.toString(),
  rate: rate.rate,
  rateOn: rate.validOn,
  source: rate.source,
  worth: worth.toString(),
})

/** All the change that was given in the studio's currency. */
export const changeOf = (currency: string, legs: readonly TenderedLeg[]): string =>
  Money.sum(
    currency,
    legs.map((leg) => leg.change),
  ).toString()
