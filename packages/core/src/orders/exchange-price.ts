/** What a line costs as another item, with every step of why. */
import { type ItemRow, itemVersions } from '../catalog/index.ts'
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { DiscountTooLarge, type GivenByHand, type PriceStep, type SoldLine, soldPrice } from '../pricing/index.ts'
import { Money } from '../values/money.ts'
import type { LineWanted } from './line-input.ts'
import { moneyOf, type OpenOrder } from './open-order.ts'
import { type PricedAgain, pricedAgain } from './price-again.ts'
import { givenOff, stepOf, traceOf } from './price-trace.ts'
import { repricedSteps } from './repriced-steps.ts'
import { ordersSettings } from './settings.ts'
import type { OrderLineRow } from './tables.ts'

export interface ExchangePrice {
  readonly sold: SoldLine
  /** The item that it becomes, as it is sold now or was on the day of the sale. */
  readonly item: ItemRow
  /** By which prices: those of today, of the day of the sale, or the difference that the item names for this upgrade. */
  readonly prices: 'today' | 'daySold' | 'upgrade'
  readonly unitPrice: Money
  readonly discount: Money
  readonly amount: Money
  /** All steps of the line, those before the exchange first; they add up to the amount. */
  readonly trace: readonly PriceStep[]
  /** How many of them are from before the exchange. */
  readonly kept: number
  /** What is given by hand with the exchange. */
  readonly given: readonly GivenByHand[]
}

/**
 * The price of a line as another item. What was given by hand, and what coupons took off, stays taken off; a discount that is told
 * takes the place of what was given by hand.
 *
 * @throws what `pricedAgain` throws
 */
export async function exchangePrice(
  context: CommandContext | QueryContext,
  open: OpenOrder,
  line: OrderLineRow,
  wanted: LineWanted,
): Promise<ExchangePrice> {
  const { currency } = open.order
  const { exchangePrices: prices } = await context.settings(ordersSettings)
  const replaced = wanted.discount !== undefined || wanted.unitPrice !== undefined
  const kept = new Set<PriceStep['stage']>(replaced ? ['coupons'] : ['coupons', 'manual'])
  const priced = await pricedAgain(context, open, line, { wanted, prices, kept })
  const upgrade = wanted.unitPrice === undefined ? await upgradeDifference(context, line, priced.sold, currency) : null
  if (upgrade !== null) return upgradePrice(context, line, wanted, { priced, upgrade, currency })
  const before = traceOf(line, currency)
  const steps = repricedSteps({ currency, before, after: priced.steps, kept, words: exchangeWords(line, priced.sold) })
  const { byHand, ...rest } = priced
  return { ...rest, prices, trace: [...before, ...steps], kept: before.length, given: replaced ? [byHand] : [] }
}

const exchangeWords = (line: OrderLineRow, { item }: SoldLine) => ({
  zh: `换套：${line.name} → ${item.name}`,
  en: `Exchange: ${line.itemCode} → ${item.code}`,
})

/**
 * What the item, in the version that was sold, says that this upgrade costs for one; null where it names no price, and where options
 * or variants have prices of their own. One statement.
 */
async function upgradeDifference(
  context: CommandContext | QueryContext,
  line: OrderLineRow,
  sold: SoldLine,
  currency: string,
): Promise<Money | null> {
  const { itemId, itemVersion } = line
  const plain = line.options === null && line.variant === null && sold.choices.length === 0 && sold.variant === null
  if (itemId === null || itemVersion === null || !plain) return null
  if (sold.quantity.toString() !== line.quantity) return null
  const [version] = await itemVersions(context, [{ itemId, itemVersion }])
  const price = version?.item.upgrades.find(({ to }) => to === sold.item.code)?.price
  return price === undefined ? null : Money.of(price, currency)
}

/** The price that stood, and the difference that was promised for the upgrade. */
function upgradePrice(
  context: CommandContext | QueryContext,
  line: OrderLineRow,
  wanted: LineWanted,
  of: { readonly priced: PricedAgain; readonly upgrade: Money; readonly currency: string },
): ExchangePrice {
  const { currency, priced, upgrade } = of
  const { sold } = priced
  const before = traceOf(line, currency)
  const stood = moneyOf({ currency }, line.amount)
  const upgraded = stood.plus(upgrade.times(sold.quantity, 'half-up'))
  const difference = stepOf({
    stage: 'list',
    rule: 'orders.exchangeLine',
    before: stood,
    after: upgraded,
    words: { zh: `升级差价：${line.name} → ${sold.item.name}`, en: `Upgrade: ${line.itemCode} → ${sold.item.code}` },
    audit: `item ${line.itemCode} version ${line.itemVersion} names ${upgrade} each for the upgrade`,
    source: { kind: 'upgrade', code: line.itemCode, version: line.itemVersion, name: line.name },
  })
  const offBefore = givenOff(line, currency)
  const off =
    wanted.discount === undefined ? offBefore : Money.of(wanted.discount, currency, `discount of line ${line.line}`)
  const from = upgraded.plus(offBefore)
  const amount = from.minus(off)
  if (amount.isNegative()) {
    throw DiscountTooLarge.create({ line: line.line, discount: off.toString(), gross: from.toString() })
  }
  const discounted = stepOf({
    stage: 'manual',
    rule: 'orders.exchangeLine',
    before: upgraded,
    after: amount,
    words: { zh: '优惠', en: 'Discount' },
    audit: `discount changed by hand by ${context.actor} from ${offBefore} to ${off}`,
    source: { kind: 'person', code: context.actor, version: null, name: null },
  })
  return {
    ...{ sold, item: priced.item, prices: 'upgrade' as const, kept: before.length },
    ...soldPrice(sold.quantity, moneyOf({ currency }, line.unitPrice).plus(upgrade), amount),
    trace: [...before, difference, ...(off.equals(offBefore) ? [] : [discounted])],
    given: wanted.discount === undefined ? [] : [{ line: line.line, from, off }],
  }
}
