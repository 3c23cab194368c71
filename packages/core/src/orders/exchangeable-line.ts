/** Lines that may become another item, and items that a line may become. Pure, but for what it throws. */
import { type ItemRow, partsOf } from '../catalog/index.ts'
import { AddOnNotOffered, type SoldLine } from '../pricing/index.ts'
import { isCancellable } from './belonging-lines.ts'
import { LineNotChangeable, LineNotExchangeable, LineUnknown } from './errors.ts'
import type { OpenOrder } from './open-order.ts'
import { soldItem } from './sold-item.ts'
import type { OrderLineRow } from './tables.ts'

/**
 * A line that was not handed over, and was sold by itself.
 *
 * @throws LINE_UNKNOWN, LINE_NOT_CHANGEABLE, LINE_NOT_EXCHANGEABLE
 */
export function exchangeableLine({ order, lines }: OpenOrder, lineId: string): OrderLineRow {
  const line = lines.find((one) => one.id === lineId)
  const { number } = order
  if (line === undefined) throw LineUnknown.create({ number, lineIds: [lineId] })
  if (!isCancellable(line)) {
    throw LineNotChangeable.create({ number, line: line.line, stage: line.stage, action: 'exchange' })
  }
  const bundle = line.bundle as { readonly item: string } | null
  if (bundle !== null) {
    throw LineNotExchangeable.create({ number, line: line.line, rule: `it was sold in the bundle ${bundle.item}` })
  }
  return line
}

/**
 * Whether the line may become the item: one thing, another than it is, that offers the add-ons which the customer keeps.
 *
 * @throws LINE_NOT_EXCHANGEABLE, ADD_ON_NOT_OFFERED
 */
export function requireExchangeable(
  { order, lines }: OpenOrder,
  line: OrderLineRow,
  to: { readonly item: ItemRow; readonly sold: SoldLine },
): void {
  const { number } = order
  const { sold } = to
  if (sold.bundle !== null) {
    const rule = `${sold.bundle.code} is a bundle, which becomes several lines`
    throw LineNotExchangeable.create({ number, line: line.line, rule })
  }
  const { itemId, variant, options } = soldItem(sold)
  const chosen = (given: unknown): string =>
    JSON.stringify(((given ?? []) as { group: string; choice: string }[]).map(({ group, choice }) => [group, choice]))
  const same = itemId === line.itemId && variant === line.variant && chosen(options) === chosen(line.options)
  if (same) throw LineNotExchangeable.create({ number, line: line.line, rule: `it is ${line.itemCode} already` })
  const offered = new Set(partsOf(to.item).addOns.map((one) => one.item))
  for (const addOn of lines) {
    if (addOn.addOnTo !== line.line || !isCancellable(addOn) || offered.has(addOn.itemCode)) continue
    const rule = `is not offered, and the line was sold with what is exchanged`
    throw AddOnNotOffered.create({ line: addOn.line, item: addOn.itemCode, to: sold.item.code, rule })
  }
}
