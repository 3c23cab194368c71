/** Turns the lines that a caller asks for into rows: priced, offered to hooks, coupons counted. */
import type { ItemRow } from '../catalog/index.ts'
import type { CommandContext } from '../engine/context.ts'
import { countUses, type SoldLine } from '../pricing/index.ts'
import type { NewRowOf } from '../storage/table.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import type { Json } from '../values/json.ts'
import { lineBeginnings } from './begin-lines.ts'
import { LinesTooMany } from './errors.ts'
import { type LineWanted, mostLines } from './line-input.ts'
import { approveByHand, demandByHand, withApprover } from './given-by-hand.ts'
import { linePrice } from './line-price.ts'
import { orderPlacing, type PlacingLine } from './placing.ts'
import { keptTrace, placingStep } from './price-trace.ts'
import { pricedLines } from './priced-lines.ts'
import { soldItem } from './sold-item.ts'
import type { OrderLineRow, ordersLines } from './tables.ts'

export interface NewLines {
  readonly orderId: string
  /** The number of the order, where it stands already. */
  readonly existing: string | null
  readonly branch: string
  readonly customerId: string
  readonly firstLine: number
  readonly origin: 'order' | 'secondSale'
  /** When the customer was promised to have the order. */
  readonly promised: CalendarDate | null
  /** Where they are sold; null with their order. */
  readonly place: string | null
  readonly items: Promise<ReadonlyMap<string, ItemRow>>
  /** The lines that the order has already. */
  readonly standing: readonly OrderLineRow[]
  /** Codes of coupons. */
  readonly coupons: readonly string[]
  /** Who approves what is given by hand beyond the actor's limit. */
  readonly approver: string | undefined
}

/**
 * The rows of new lines, not yet inserted: one for each line asked for, and for a bundle one for each component.
 *
 * @throws PERMISSION_MISSING, LINES_TOO_MANY, DISCOUNT_BEYOND_LIMIT, APPROVER_REFUSED, COUPON_SPENT, VETOED
 * @throws what `pricedLines` and `linePrice` throw
 */
export async function newLines(
  context: CommandContext,
  wanted: readonly LineWanted[],
  of: NewLines,
): Promise<NewRowOf<typeof ordersLines>[]> {
  const { branch, customerId, orderId, approver } = of
  const beginning = await lineBeginnings(context, { branch, promised: of.promised })
  const permitted = await demandByHand(context, wanted, { branch, orderId, approver })
  const { lines: sold, byHand, coupons } = await pricedLines(context, wanted, of)
  if (of.standing.length + sold.length > mostLines) {
    throw LinesTooMany.create({ number: of.existing ?? 'to be placed', most: mostLines })
  }
  const approved = await approveByHand(context, byHand, { branch, orderId, approver, standing: of.standing })
  const placing = sold.map((line, at) => placingLine(line, of.firstLine + at))
  await context.raise(orderPlacing, {
    customerId,
    orderId: of.existing === null ? null : orderId,
    lines: placing,
  })
  await countUses(context, coupons, { orderId, customerId, branch })
  const firstOf = new Map<number, number>()
  for (const [at, { asked }] of sold.entries()) if (!firstOf.has(asked)) firstOf.set(asked, of.firstLine + at)
  return sold.map((line, at) => {
    const asked = wanted[line.asked - of.firstLine]
    const addOnTo = asked?.addOnTo ?? null
    return {
      ...rowOf(context, line, placing[at] ?? placingLine(line, of.firstLine + at), approved ?? permitted),
      branch,
      orderId,
      customerId,
      origin: of.origin,
      ...beginning({ ...line.item, entitlements: line.entitlements }),
      soldPlace: of.place,
      soldAt: context.now,
      sellerId: asked?.sellerId ?? null,
      note: asked?.note ?? null,
      // Among lines asked for together the number is that of the asking; a bundle before it moves it.
      addOnTo: addOnTo === null || of.standing.length > 0 ? addOnTo : (firstOf.get(addOnTo) ?? addOnTo),
    }
  })
}

function placingLine({ item, quantity, unitPrice, discount }: SoldLine, line: number): PlacingLine {
  const { itemId, code: itemCode, kind, category, shootType } = item
  return { line, itemId, itemCode, kind, category, shootType, quantity, unitPrice, discount }
}

function rowOf(context: CommandContext, sold: SoldLine, placing: PlacingLine, approver: string | null) {
  const { discount, amount } = linePrice(placing.line, placing)
  const hooked = placingStep(sold, amount)
  const steps = [...withApprover(sold.steps, approver), ...(hooked === undefined ? [] : [hooked])]
  const item = soldItem(sold)
  return {
    ...item,
    id: context.newId(),
    line: placing.line,
    soldDate: context.businessDate,
    options: item.options.length === 0 ? null : item.options,
    forDate: sold.forDate === context.businessDate ? null : sold.forDate,
    incomeAccount: sold.item.incomeAccount,
    quantity: placing.quantity.toString(),
    unitPrice: placing.unitPrice.minor,
    discount: discount.minor,
    amount: amount.minor,
    priceTrace: keptTrace(steps, {
      itemCode: item.itemCode,
      itemVersion: item.itemVersion,
      unitPrice: placing.unitPrice,
      quantity: placing.quantity.toString(),
      amount,
    }),
    entitlements: sold.entitlements as Json,
  }
}
