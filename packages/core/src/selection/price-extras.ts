/** What would be sold beyond the package, and what it would cost. */
import { z } from 'zod'
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { findItems, type OrderLineRow, type OrderRow, pricedLines } from '../orders/index.ts'
import { Money } from '../values/money.ts'
import { type Counted, entitlementNameShape } from './entitlement.ts'
import { type ExtraLine, extraLines } from './extras.ts'
import { priceBook } from './price-book.ts'

export const pricedExtraSchema = z.object({
  ...entitlementNameShape,
  item: z.string(),
  name: z.string(),
  quantity: z.string(),
  unitPrice: z.string(),
  discount: z.string(),
  amount: z.string(),
})

/** The lines to sell for what is beyond the package. No statement where the tables are known. */
export async function wantedExtras(
  context: QueryContext | CommandContext,
  { order, line }: { readonly order: OrderRow; readonly line: OrderLineRow },
  of: { readonly counted: readonly Counted[]; readonly before: readonly Counted[] },
): Promise<ExtraLine[]> {
  if (of.counted.every(({ extra }) => extra === 0)) return []
  const { tables } = await context.settings(priceBook)
  const at = { branch: order.branch, package: line.itemCode, currency: order.currency }
  return extraLines(of.counted, of.before, tables, at)
}

/** What lines would cost. One statement; none where there are none. */
export async function priceExtras(
  context: QueryContext,
  order: OrderRow,
  extras: readonly ExtraLine[],
): Promise<{ readonly lines: z.output<typeof pricedExtraSchema>[]; readonly total: Money }> {
  if (extras.length === 0) return { lines: [], total: Money.zero(order.currency) }
  const wanted = extras.map(({ line }) => line)
  const { lines: sold } = await pricedLines(context, wanted, {
    branch: order.branch,
    customerId: order.customerId,
    firstLine: 1,
    items: findItems(context, wanted),
    standing: [],
    coupons: [],
  })
  const lines = sold.flatMap((one) => {
    const extra = extras[one.asked - 1]
    if (extra === undefined) return []
    return {
      ...extra.of,
      item: one.item.code,
      name: one.item.name,
      quantity: one.quantity.toString(),
      unitPrice: one.unitPrice.toString(),
      discount: one.discount.toString(),
      amount: one.amount.toString(),
    }
  })
  return {
    lines,
    total: Money.sum(
      order.currency,
      sold.map(({ amount }) => amount),
    ),
  }
}
