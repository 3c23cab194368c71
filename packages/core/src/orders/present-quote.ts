/** Lines of a quote as callers see them: as the order would have them, before it is placed. */
import type { z } from 'zod'
import { includedTax, type SoldLine } from '../pricing/index.ts'
import { Money } from '../values/money.ts'
import { orderLineSchema } from './present-order.ts'
import { soldItem } from './sold-item.ts'

export const quotedLineSchema = orderLineSchema.pick({
  line: true,
  itemId: true,
  itemVersion: true,
  item: true,
  variant: true,
  options: true,
  bundle: true,
  forDate: true,
  name: true,
  nameEn: true,
  kind: true,
  category: true,
  shootType: true,
  taxRate: true,
  quantity: true,
  unitPrice: true,
  discount: true,
  amount: true,
  tax: true,
  priceTrace: true,
  entitlements: true,
})

export interface QuotedLine extends z.output<typeof quotedLineSchema> {}

export function presentSold(sold: SoldLine, line: number): QuotedLine {
  const { itemCode, ...item } = soldItem(sold)
  const { amount, unitPrice, discount, steps, quantity, forDate, entitlements } = sold
  const tax = item.taxRate === null ? Money.zero(amount.currency) : includedTax(amount, item.taxRate)
  return {
    ...item,
    line,
    item: itemCode,
    forDate,
    quantity: quantity.toString(),
    unitPrice: unitPrice.toString(),
    discount: discount.toString(),
    amount: amount.toString(),
    tax: tax.toString(),
    priceTrace: [...steps],
    entitlements: entitlements as QuotedLine['entitlements'],
  }
}
