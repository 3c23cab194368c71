/** Prices a line of an order again, as it is to be: by the rules of today or of the day on which it was sold. */
import { itemAsOf, type ItemRow, requireItem } from '../catalog/index.ts'
import type { CommandContext, QueryContext } from '../engine/context.ts'
import {
  DiscountTooLarge,
  type GivenByHand,
  type PriceStep,
  ruleBookAt,
  type SoldLine,
  soldPrice,
} from '../pricing/index.ts'
import type { Money } from '../values/money.ts'
import type { LineWanted } from './line-input.ts'
import { moneyOf, type OpenOrder } from './open-order.ts'
import { sumOfStages, traceOf } from './price-trace.ts'
import { findItems, pricedLines } from './priced-lines.ts'
import type { PricesOf } from './settings.ts'
import type { OrderLineRow } from './tables.ts'

export interface PricedAgain {
  readonly sold: SoldLine
  /** The item that it was priced as, as it is sold now or was then. */
  readonly item: ItemRow
  readonly unitPrice: Money
  readonly discount: Money
  readonly amount: Money
  /** The steps of the new price, from nothing; those of the stages that are kept are not among them. */
  readonly steps: readonly PriceStep[]
  readonly byHand: GivenByHand
}

/**
 * The line as `wanted`. What the steps of the stages `kept` took off it stays taken off, to the minor unit. Statements: the item, and
 * by the prices of the day of the sale its version and the rules of then; one more for an add-on, and one for kept coupons.
 *
 * @throws DISCOUNT_TOO_LARGE where less is left than what is kept takes off, and what `pricedLines` throws
 */
export async function pricedAgain(
  context: CommandContext | QueryContext,
  { order, lines }: OpenOrder,
  line: OrderLineRow,
  of: {
    readonly wanted: LineWanted
    readonly prices: PricesOf
    readonly kept: ReadonlySet<PriceStep['stage']>
    /** Codes of the coupons that no promotion may join which does not go together with them. */
    readonly keptCoupons?: readonly string[]
  },
): Promise<PricedAgain> {
  const { wanted, prices, kept, keptCoupons } = of
  const { branch, customerId, currency } = order
  // Its own item may be retired: the line has it all the same.
  const own = wanted.item === line.itemId
  const found = own
    ? requireItem(context, wanted.item).then((row) => new Map([[wanted.item, row]]))
    : findItems(context, [wanted])
  const at = line.soldAt ?? context.studio.days(branch).startOf(line.soldDate)
  const then = prices === 'daySold'
  const row = (await found).get(wanted.item)
  if (row === undefined) throw new Error(`The catalogue answered no item for "${wanted.item}".`)
  const item = then ? await itemAsOf(context, row, at) : row
  const asOf = then ? { date: line.soldDate, book: await ruleBookAt(context, at) } : undefined
  const forDate = line.forDate ?? (then ? line.soldDate : undefined)
  const { lines: sold, byHand } = await pricedLines(
    context,
    [{ ...wanted, forDate, ...(line.addOnTo === null ? {} : { addOnTo: line.addOnTo }) }],
    {
      ...{ branch, customerId, coupons: [], keptCoupons, asOf },
      firstLine: line.line,
      items: Promise.resolve(new Map([[wanted.item, item]])),
      standing: lines.filter(({ id }) => id !== line.id),
    },
  )
  const [first] = sold
  const [given] = byHand
  if (first === undefined || given === undefined) throw new Error(`Nothing was priced for "${wanted.item}".`)
  const steps = first.steps.filter(({ stage }) => !kept.has(stage))
  const taken = sumOfStages(currency, traceOf(line, currency), kept)
  const amount = first.amount.plus(taken)
  if (amount.isNegative()) {
    const [discount, gross] = [taken.negated().toString(), first.amount.toString()]
    throw DiscountTooLarge.create({ line: line.line, discount, gross })
  }
  return { sold: first, item, steps, byHand: given, ...soldPrice(first.quantity, first.unitPrice, amount) }
}

/** Whether the unit price of a line is that of the catalogue or a price list: nobody agreed on another, and no bundle or table of another room made it. */
export function isListed(line: OrderLineRow, currency: string): boolean {
  if (line.itemId === null || line.itemVersion === null || line.bundle !== null) return false
  const steps = traceOf(line, currency)
  const listed = steps.filter(({ stage }) => stage === 'list' || stage === 'options')
  if (listed.length === 0) return false
  if (listed.some(({ source }) => source !== null && !listedBy.has(source.kind))) return false
  const gross = sumOfStages(currency, listed, new Set(['list', 'options']))
  return moneyOf({ currency }, line.amount + line.discount).equals(gross)
}

/** What a step of a list price goes by; `person` is who changed the quantity. */
const listedBy = new Set(['priceList', 'addOn', 'option', 'person'])
