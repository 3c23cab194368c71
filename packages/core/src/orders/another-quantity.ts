/** A line in another quantity, as the studio's setting prices it. */
import type { ChosenOptions } from '../catalog/index.ts'
import type { CommandContext } from '../engine/context.ts'
import type { PriceStep } from '../pricing/index.ts'
import type { Json } from '../values/json.ts'
import type { Quantity } from '../values/quantity.ts'
import type { OpenOrder } from './open-order.ts'
import { isListed, pricedAgain } from './price-again.ts'
import { traceOf } from './price-trace.ts'
import { repricedSteps } from './repriced-steps.ts'
import { ordersSettings } from './settings.ts'
import type { OrderLineRow } from './tables.ts'

/** What coupons and hosts took off stays taken off, and what people did unless they say anew. */
const keptStages = (discounted: boolean): ReadonlySet<PriceStep['stage']> =>
  new Set(discounted ? ['coupons', 'host'] : ['coupons', 'host', 'manual'])

/**
 * The line with its price by the rules, in another quantity; `discounted` where a discount is given with it. As it stands where the unit price stays: by the setting, and wherever it
 * is not that of the catalogue: agreed by hand, of a bundle, imported, or by a table of another room.
 *
 * @throws what `pricedAgain` throws
 */
export async function inAnotherQuantity(
  context: CommandContext,
  open: OpenOrder,
  line: OrderLineRow,
  to: { readonly quantity: Quantity; readonly discounted: boolean },
): Promise<OrderLineRow> {
  const { quantity, discounted } = to
  const { currency } = open.order
  const { quantityPrices: prices } = await context.settings(ordersSettings)
  const { itemId } = line
  if (prices === 'unitPrice' || itemId === null || quantity.toString() === line.quantity) return line
  if (!isListed(line, currency)) return line
  const kept = keptStages(discounted)
  const wanted = {
    item: itemId,
    variant: line.variant ?? undefined,
    options: chosenOf(line),
    quantity: quantity.toString(),
  }
  const before = traceOf(line, currency)
  const keptCoupons = [...new Set(before.flatMap(({ source }) => (source?.kind === 'coupon' ? [source.code] : [])))]
  const { sold, unitPrice, discount, amount, steps } = await pricedAgain(context, open, line, {
    ...{ wanted, prices, kept, keptCoupons },
  })
  const words = {
    zh: `数量 ${line.quantity} → ${quantity}`,
    en: `Quantity ${line.quantity} → ${quantity}`,
  }
  const added = repricedSteps({ currency, before, after: steps, kept, words })
  return {
    ...line,
    quantity: sold.quantity.toString(),
    unitPrice: unitPrice.minor,
    discount: discount.minor,
    amount: amount.minor,
    priceTrace: [...before, ...added] as unknown as Json,
  }
}

function chosenOf(line: OrderLineRow): ChosenOptions | undefined {
  const options = (line.options ?? []) as unknown as readonly { readonly group: string; readonly choice: string }[]
  if (options.length === 0) return undefined
  const groups = [...new Set(options.map(({ group }) => group))]
  return Object.fromEntries(
    groups.map((group) => [group, options.filter((one) => one.group === group).map(({ choice }) => choice)]),
  )
}
