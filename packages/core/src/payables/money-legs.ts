/** The money of a payment: which accounts it goes by. For this room and for expenses. */
import type { CommandContext } from '../engine/context.ts'
import { chooseTill, tillAccount } from '../ledger/index.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { Money } from '../values/money.ts'
import { checkedLegs, type MoneyLeg } from './bill-lines.ts'
import { PayableAccountRefused } from './errors.ts'
import type { MoneyLegInput } from './shapes.ts'

/**
 * Legs as callers give them, with `till` turned into the drawer of the actor's open shift, or the only one there is. Cash in a
 * drawer is counted today, so it neither comes nor goes on a date of the past. No statement but for `till`, which costs one.
 *
 * @throws PAYABLE_ACCOUNT_REFUSED, PAYABLE_AMOUNT_INVALID, VETOED
 */
export async function moneyLegs(
  context: CommandContext,
  given: readonly MoneyLegInput[],
  businessDate: CalendarDate,
): Promise<readonly MoneyLeg[]> {
  const { currency } = context.studio
  const drawer = given.some((leg) => leg.account === 'till') ? await chooseTill(context, {}) : undefined
  const legs = given.map(({ account, amount }): MoneyLeg => {
    const own = account === 'till' && drawer !== undefined ? tillAccount(drawer.till) : account
    return { account: own, amount: Money.of(amount, currency) }
  })
  const cash = legs.findIndex((leg) => leg.account.startsWith(tillAccount('')))
  if (cash >= 0 && businessDate !== context.businessDate) {
    const account = legs[cash]?.account ?? ''
    const rule = `not be a till where it is dated ${businessDate}`
    throw PayableAccountRefused.create({ field: `legs.${cash}.account`, account, rule })
  }
  return checkedLegs(legs)
}
