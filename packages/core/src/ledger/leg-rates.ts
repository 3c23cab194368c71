/** The exchange rates of the legs of a payment. */
import type { CommandContext } from '../engine/context.ts'
import {
  currencySettings,
  differsBeyond,
  exchangeRate,
  lastRate,
  RateChangeTooLarge,
  rateOn,
  type UsedRate,
} from '../currency/index.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { currencyScale } from '../values/currency.ts'
import { Money } from '../values/money.ts'
import { legPays } from './foreign-leg.ts'
import type { PaymentLeg } from './tender.ts'

/** Stands on a receipt whose rate was agreed at the counter. */
const agreed = 'counter'

/**
 * The rate of each leg in a foreign currency, by its place among the legs. Nothing is read where all are in the studio's
 * currency; otherwise one statement for each foreign currency. A rate that the leg names itself needs the permission
 * ledger.payAtOtherRate, and may be as far from the last one as a new rate may be.
 *
 * @throws RATE_MISSING, RATE_INVALID, RATE_CHANGE_TOO_LARGE, CURRENCY_UNKNOWN, PERMISSION_MISSING
 */
export async function legRates(
  context: CommandContext,
  legs: readonly PaymentLeg[],
  date: CalendarDate,
): Promise<ReadonlyMap<number, UsedRate>> {
  const rates = new Map<number, UsedRate>()
  const inUse = new Map<string, UsedRate>()
  for (const [index, { currency, rate }] of legs.entries()) {
    if (currency === undefined || currency === context.studio.currency) continue
    currencyScale(currency)
    const used =
      rate === undefined
        ? (inUse.get(currency) ?? (await rateOn(context, currency, date)))
        : await agreedRate(context, currency, rate, date)
    if (rate === undefined) inUse.set(currency, used)
    rates.set(index, used)
  }
  return rates
}

/**
 * What legs pay together today, in the studio's currency, before they are taken. Statements as legRates.
 *
 * @throws as legRates, FOREIGN_LEG_INVALID, AMOUNT_NOT_POSITIVE, PAYMENT_TENDERED_TOO_LITTLE, MONEY_*
 */
export async function paidByLegs(context: CommandContext, legs: readonly PaymentLeg[]): Promise<Money> {
  const { currency } = context.studio
  const rates = await legRates(context, legs, context.businessDate)
  return Money.sum(
    currency,
    legs.map((leg, index) => legPays(leg, index, rates.get(index), currency)),
  )
}

async function agreedRate(
  context: CommandContext,
  currency: string,
  text: string,
  date: CalendarDate,
): Promise<UsedRate> {
  context.demand('ledger.payAtOtherRate')
  const rate = exchangeRate(currency, text)
  const last = await lastRate(context, currency, date)
  const { largestChange: percent } = await context.settings(currencySettings)
  if (last !== undefined && differsBeyond(rate, last.rate, percent)) {
    throw RateChangeTooLarge.create({ currency, rate, last: last.rate, percent })
  }
  return { currency, rate, validOn: date, source: agreed }
}
