/** Lines of orders as callers give them: items by code, prices from what the supplier sells unless given. */
import { z } from 'zod'
import type { CommandContext } from '../engine/context.ts'
import { requireItems, StockItemInactive } from '../inventory/index.ts'
import { addDays, type CalendarDate } from '../values/calendar-date.ts'
import { PurchaseOrderInvalid, PurchasePriceMissing } from './errors.ts'
import type { WantedLine } from './order-lines.ts'
import { canonicalPrice, type Price, priceAt } from './price.ts'
import { procurementSettings } from './settings.ts'
import { dateText, idText, priceText, units } from './shapes.ts'
import { offerOf, termsOn } from './supplier-items.ts'

export const orderLineMembers = {
  /** The id or code of an item of the inventory. */
  item: idText,
  /** Units of the item. */
  quantity: units,
  /** For `per` units; what the supplier asks for so many unless told. */
  price: priceText.optional(),
  per: units.optional(),
  /** By the supplier's lead time unless told. */
  expectedOn: dateText.optional(),
  memo: z.string().min(1).max(200).optional(),
}

const lineSchema = z.strictObject(orderLineMembers)

export interface OrderLineInput extends z.output<typeof lineSchema> {}

export const orderLinesSchema: z.ZodType<OrderLineInput[], OrderLineInput[]> = z.array(lineSchema).min(1).max(200)

interface GivenLine extends OrderLineInput {
  readonly line?: number | undefined
}

/** Of a line that stands: it keeps its price and its day unless told. */
interface KeptTerms extends Price {
  readonly itemId: string
  readonly expectedOn: CalendarDate
}

export interface GivenOrder<L extends GivenLine> {
  readonly supplierId: string
  readonly lines: readonly L[]
  readonly expectedOn?: CalendarDate | undefined
  readonly before?: ReadonlyMap<number, KeptTerms>
}

/**
 * Two statements: the items, and what the supplier sells today.
 *
 * @throws STOCK_ITEM_UNKNOWN, STOCK_ITEM_INACTIVE, PURCHASE_PRICE_MISSING, PURCHASE_ORDER_INVALID
 */
export async function wantedLines<L extends GivenLine>(
  context: CommandContext,
  { supplierId, lines, expectedOn, before }: GivenOrder<L>,
): Promise<WantedLine[]> {
  const { store, businessDate } = context
  const items = await requireItems(
    store,
    lines.map((line) => line.item),
  )
  const itemIds = [...new Set(items.map((item) => item.id))]
  const terms = new Map((await termsOn(store, businessDate, { supplierId, itemIds })).map((row) => [row.itemId, row]))
  const { leadTimeDays } = await context.settings(procurementSettings)
  return lines.map((given, index): WantedLine => {
    const item = items[index]
    if (item === undefined) throw new Error('requireItems answers an item for each code')
    if (!item.active) throw StockItemInactive.create({ item: item.code })
    const sold = terms.get(item.id)
    const stands = given.line === undefined ? undefined : before?.get(given.line)
    const kept = stands?.itemId === item.id ? { price: stands.price, per: stands.per } : undefined
    const price = priceFor(given, kept, sold === undefined ? undefined : offerOf(sold))
    if (price === undefined) throw PurchasePriceMissing.create({ item: item.code, supplierId })
    const told = given.expectedOn ?? expectedOn
    const due = told ?? stands?.expectedOn ?? addDays(businessDate, sold?.leadTimeDays ?? leadTimeDays)
    if (told !== undefined && told < businessDate && stands === undefined) {
      throw PurchaseOrderInvalid.create({
        field: `lines.${index}.expectedOn`,
        rule: `be ${businessDate} or later`,
        value: due,
      })
    }
    const { line, quantity, memo } = given
    return { line, itemId: item.id, quantity, price, expectedOn: due, memo }
  })
}

function priceFor(
  { price, per, quantity }: GivenLine,
  kept: Price | undefined,
  offer: ReturnType<typeof offerOf> | undefined,
): Price | undefined {
  if (price !== undefined) return { price: canonicalPrice(price), per: per ?? 1 }
  if (kept !== undefined) return kept
  return offer === undefined ? undefined : priceAt(offer.price, offer.breaks, quantity)
}
