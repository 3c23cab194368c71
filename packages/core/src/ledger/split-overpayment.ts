/** Which part of what a customer pays is for the order, and which is too much. Pure: no I/O. */
import type { UsedRate } from '../currency/index.ts'
import { Money } from '../values/money.ts'
import { legPays } from './foreign-leg.ts'
import type { PaymentLeg } from './tender.ts'

/**
 * The legs pay the order in their order, up to what is due; the rest of them is too much. A leg that does both is cut in two,
 * and its change goes with the second part. Nothing is lost: the parts of a leg add up to it. A voucher is never cut, nor is
 * foreign money: where that is worth more than is due, its leg stays whole with the order, which then refuses it.
 *
 * @param rates of the legs in foreign money, by their place
 */
export function splitOverpayment(
  legs: readonly PaymentLeg[],
  due: Money,
  rates: ReadonlyMap<number, UsedRate> = new Map(),
): { readonly order: readonly PaymentLeg[]; readonly beyond: readonly PaymentLeg[] } {
  const order: PaymentLeg[] = []
  const beyond: PaymentLeg[] = []
  let rest = due
  for (const [index, leg] of legs.entries()) {
    const rate = rates.get(index)
    const amount = legPays(leg, index, rate, due.currency)
    const whole = (leg.code !== undefined || rate !== undefined) && rest.isPositive()
    if (amount.atMost(rest) || whole) {
      order.push(leg)
      rest = amount.atMost(rest) ? rest.minus(amount) : Money.zero(due.currency)
      continue
    }
    if (rest.isZero()) {
      beyond.push(leg)
      continue
    }
    const over = amount.minus(rest)
    const tendered =
      leg.tendered === undefined ? undefined : Money.of(leg.tendered, due.currency).minus(rest).toString()
    order.push({ method: leg.method, amount: rest.toString() })
    beyond.push({ ...leg, amount: over.toString(), tendered })
    rest = Money.zero(due.currency)
  }
  return { order, beyond }
}
