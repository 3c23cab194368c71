/** Lines that are sold as add-ons of other lines: whether those offer them, how often, and for what. */
import { type ItemAddOn, type ItemParts, type ItemRow, itemVersions } from '../catalog/index.ts'
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { type AddOnOf, AddOnNotOffered } from '../pricing/index.ts'
import { Quantity } from '../values/quantity.ts'
import type { LineWanted } from './line-input.ts'
import type { OrderLineRow } from './tables.ts'

/** A line that is asked for, with its item. */
export interface AskedLine {
  readonly line: LineWanted
  readonly number: number
  readonly row: ItemRow
  readonly quantity: Quantity
  readonly parts: ItemParts
}

/**
 * The add-on of a line that is asked for together with the one that it belongs to.
 *
 * @throws ADD_ON_NOT_OFFERED
 */
export function addOnAmongWanted(asked: AskedLine, all: readonly AskedLine[]): AddOnOf {
  const { addOnTo } = asked.line
  const to = all.find((one) => one.number === addOnTo && one !== asked)
  if (to === undefined) throw notOffered(asked, `line ${addOnTo}`, 'must name another line of this order')
  const beside = all.filter((one) => one.line.addOnTo === addOnTo && one.row.id === asked.row.id)
  const wanted = beside.reduce((sum, one) => sum.plus(one.quantity), Quantity.zero)
  return offered(asked, { code: to.row.code, addOns: to.parts.addOns, quantity: to.quantity }, wanted)
}

/**
 * The add-on of a line that the order has already, as its item offered it in the version that was sold. One statement.
 *
 * @throws ADD_ON_NOT_OFFERED
 */
export async function addOnOfOrder(
  context: CommandContext | QueryContext,
  asked: AskedLine,
  standing: readonly OrderLineRow[],
): Promise<AddOnOf> {
  const { addOnTo } = asked.line
  const to = standing.find((line) => line.line === addOnTo && line.stage !== 'cancelled')
  if (to === undefined)
    throw notOffered(asked, `line ${addOnTo}`, 'must name a line of this order that is not cancelled')
  const { itemId, itemVersion } = to
  const [version] =
    itemId === null || itemVersion === null ? [] : await itemVersions(context, [{ itemId, itemVersion }])
  const before = standing.filter(
    (line) => line.addOnTo === addOnTo && line.itemId === asked.row.id && line.stage !== 'cancelled',
  )
  const wanted = before.reduce((sum, line) => sum.plus(Quantity.of(line.quantity)), asked.quantity)
  const addOns = version?.item.addOns ?? []
  return offered(asked, { code: to.itemCode, addOns, quantity: Quantity.of(to.quantity) }, wanted)
}

function offered(
  asked: AskedLine,
  to: { readonly code: string; readonly addOns: readonly ItemAddOn[]; readonly quantity: Quantity },
  wanted: Quantity,
): AddOnOf {
  const addOn = to.addOns.find((one) => one.item === asked.row.code)
  if (addOn === undefined) {
    const known = to.addOns.map((one) => one.item).join(', ')
    throw notOffered(
      asked,
      to.code,
      known === '' ? 'is not offered, it has none' : `is not offered; there are: ${known}`,
    )
  }
  if (addOn.most !== undefined) {
    const most = to.quantity.times(Quantity.of(addOn.most))
    if (wanted.compareTo(most) > 0) throw notOffered(asked, to.code, `is offered ${most} times, got ${wanted}`)
  }
  return { to: to.code, price: addOn.price ?? null }
}

const notOffered = (asked: AskedLine, to: string, rule: string) =>
  AddOnNotOffered.create({ line: asked.number, item: asked.row.code, to, rule })
