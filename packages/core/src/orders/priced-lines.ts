/** From the lines that a caller asks for to lines with prices. Placing, adding and quoting go by it alike. */
import { type ItemRow, itemsByCode, partsOf } from '../catalog/index.ts'
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { type PricedCart, priceCart, type RulesOfDay } from '../pricing/index.ts'
import { Money } from '../values/money.ts'
import { addOnAmongWanted, addOnOfOrder } from './add-ons.ts'
import type { LineWanted } from './line-input.ts'
import { lineQuantity } from './line-price.ts'
import type { OrderLineRow } from './tables.ts'

/** Asks for the items of lines. Whoever asks early, beside another read, saves a server a round trip. */
export function findItems(
  context: CommandContext | QueryContext,
  wanted: readonly LineWanted[],
): Promise<ReadonlyMap<string, ItemRow>> {
  const items = itemsByCode(
    context,
    wanted.map(({ item }) => item),
  )
  // Told to whoever waits for it; a command that fails before has told enough.
  items.catch(() => undefined)
  return items
}

export interface LinesToPrice {
  readonly branch: string
  readonly customerId: string
  /** The number of the first line. */
  readonly firstLine: number
  /** The items of the lines, as {@link findItems} asks for them. */
  readonly items: Promise<ReadonlyMap<string, ItemRow>>
  /** The lines that the order has already. */
  readonly standing: readonly OrderLineRow[]
  /** Codes of coupons. */
  readonly coupons: readonly string[]
  /** Codes of coupons that lines keep from before. */
  readonly keptCoupons?: readonly string[] | undefined
  /** By the rules of an earlier day, instead of today's. */
  readonly asOf?: RulesOfDay | undefined
}

/**
 * @throws ITEM_UNKNOWN, ITEM_RETIRED, ADD_ON_NOT_OFFERED, and what `priceCart` and `lineQuantity` throw
 */
export async function pricedLines(
  context: CommandContext | QueryContext,
  wanted: readonly LineWanted[],
  of: LinesToPrice,
): Promise<PricedCart> {
  const items = await of.items
  const { currency } = context.studio
  const asked = wanted.map((line, at) => {
    const row = items.get(line.item)
    if (row === undefined) throw new Error(`The catalogue answered no item for "${line.item}".`)
    const number = of.firstLine + at
    return { line, number, row, quantity: lineQuantity(`line ${number}`, line.quantity ?? '1'), parts: partsOf(row) }
  })
  const lines = []
  for (const one of asked) {
    const { line, number, row, quantity } = one
    const addOn =
      line.addOnTo === undefined
        ? null
        : of.standing.length > 0
          ? await addOnOfOrder(context, one, of.standing)
          : addOnAmongWanted(one, asked)
    lines.push({
      line: number,
      item: row,
      variant: line.variant,
      options: line.options,
      quantity,
      unitPrice:
        line.unitPrice === undefined ? null : Money.of(line.unitPrice, currency, `unitPrice of line ${number}`),
      discount: line.discount === undefined ? null : Money.of(line.discount, currency, `discount of line ${number}`),
      forDate: line.forDate,
      addOn,
      listed: line.listed ?? null,
    })
  }
  const { branch, customerId, coupons, keptCoupons, asOf } = of
  return priceCart(context, { branch, customerId, lines, coupons, keptCoupons, asOf })
}
