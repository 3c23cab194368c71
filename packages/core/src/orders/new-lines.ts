/** Turns the lines that a caller asks for into rows: items found, priced, offered to hooks. One statement for any number. */
import { type ItemRow, type ItemSnapshot, itemsByCode, snapshotItem } from '../catalog/index.ts'
import type { CommandContext } from '../engine/context.ts'
import type { NewRowOf } from '../storage/table.ts'
import type { Json } from '../values/json.ts'
import { Money } from '../values/money.ts'
import type { LineWanted } from './line-input.ts'
import { linePrice, lineQuantity } from './line-price.ts'
import { orderPlacing, type PlacingLine } from './placing.ts'
import type { ordersLines } from './tables.ts'

export interface NewLines {
  readonly orderId: string
  /** Where the order stands already. */
  readonly existing: boolean
  readonly branch: string
  readonly customerId: string
  readonly firstLine: number
  readonly origin: 'order' | 'secondSale'
  /** The items of the lines, as {@link findItems} asks for them. */
  readonly items: Promise<ReadonlyMap<string, ItemRow>>
}

/** Asks for the items of lines. Whoever asks early, beside another read, saves a server a round trip. */
export function findItems(
  context: CommandContext,
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

/**
 * The rows of new lines, not yet inserted.
 *
 * @throws ITEM_UNKNOWN, ITEM_RETIRED, PERMISSION_MISSING, and what {@link linePrice} and {@link lineQuantity} throw
 */
export async function newLines(
  context: CommandContext,
  wanted: readonly LineWanted[],
  of: NewLines,
): Promise<NewRowOf<typeof ordersLines>[]> {
  if (wanted.some((line) => line.unitPrice !== undefined)) context.demand('orders.setPrice', of.branch)
  if (wanted.some((line) => line.discount !== undefined)) context.demand('orders.giveDiscount', of.branch)
  const items = await of.items
  const drafts = wanted.map((line, at) => draftOf(context.studio.currency, of.firstLine + at, line, items))
  await context.raise(orderPlacing, {
    customerId: of.customerId,
    orderId: of.existing ? of.orderId : null,
    lines: drafts.map((draft) => draft.placing),
  })
  return drafts.map(({ placing, item, line }) => {
    const { discount, amount } = linePrice(placing.line, placing)
    return {
      id: context.newId(),
      branch: of.branch,
      orderId: of.orderId,
      line: placing.line,
      customerId: of.customerId,
      soldDate: context.businessDate,
      itemId: item.itemId,
      itemCode: item.code,
      name: item.name,
      kind: item.kind,
      category: item.category,
      shootType: item.shootType,
      taxRate: item.taxRate,
      incomeAccount: item.incomeAccount,
      quantity: placing.quantity.toString(),
      unitPrice: placing.unitPrice.minor,
      discount: discount.minor,
      amount: amount.minor,
      origin: of.origin,
      stage: 'ordered',
      stageChangedAt: context.now,
      stageDate: context.businessDate,
      sellerId: line.sellerId ?? null,
      entitlements: item.entitlements as Json,
      note: line.note ?? null,
    }
  })
}

interface Draft {
  readonly placing: PlacingLine
  readonly item: ItemSnapshot
  readonly line: LineWanted
}

function draftOf(currency: string, number: number, line: LineWanted, items: ReadonlyMap<string, ItemRow>): Draft {
  const row = items.get(line.item)
  if (row === undefined) throw new Error(`The catalogue answered no item for "${line.item}".`)
  const item = snapshotItem(row)
  const placing: PlacingLine = {
    line: number,
    itemId: item.itemId,
    itemCode: item.code,
    kind: item.kind,
    category: item.category,
    shootType: item.shootType,
    quantity: lineQuantity(`line ${number}`, line.quantity ?? '1'),
    unitPrice: line.unitPrice === undefined ? item.unitPrice : Money.of(line.unitPrice, currency),
    discount: line.discount === undefined ? Money.zero(currency) : Money.of(line.discount, currency),
  }
  // Before the hooks, so that they never see a line that breaks the rules.
  linePrice(number, placing)
  return { placing, item, line }
}
