import { isDelivered, naiveFlows, stageOf } from '../naive-flows.ts'
import {
  dueOf,
  flowOf,
  isClosed,
  isOver,
  liveLines,
  type NaiveLine,
  priceOf,
  progressOf,
  textOf,
} from '../naive-orders.ts'
import { none, usedOf } from '../naive-selection.ts'
import { entitlements, type ItemCode, itemOf } from '../order-studio.ts'
import type { OrderStep } from '../order-step.ts'
import type { Refusal } from '../../storage/attempted.ts'
import type { OrderWorld } from '../order-world.ts'
import { isCancellable } from './change-lines.ts'

const exchanged: readonly ItemCode[] = ['wedding', 'portrait', 'negatives', 'album', 'frame', 'bride', 'dress', 'gift']

/** Where the line goes on, or why it cannot: null where it walks on as it did. */
function wayOn(line: NaiveLine, item: ItemCode, to: string | undefined): { stage: string | null; refusal?: Refusal } {
  const { flow: name } = itemOf(item)
  if (name === line.flow)
    return { stage: null, refusal: to !== undefined && to !== line.stage && 'LINE_STAYS_IN_STAGE' }
  const flow = naiveFlows[name]
  const knows = (stage: string): boolean => flow.some((one) => one.name === stage)
  const stage = to ?? (progressOf(line) === 'ordered' ? 'ordered' : line.stage)
  if (!knows(stage)) return { stage, refusal: to === undefined ? 'STAGE_NOT_IN_FLOW' : 'STAGE_UNKNOWN' }
  if (isDelivered(flow, stage)) return { stage, refusal: 'STAGE_MOVE_REFUSED' }
  const needsDay = stage !== line.stage && stageOf(flow, stage).needsDay && line.shootDate === null
  return { stage, refusal: needsDay && 'LINE_FIELD_MISSING' }
}

/** What stood of the line that was given by hand or by the coupon stays taken off, unless another discount is given. */
function pricedAs(line: NaiveLine, item: ItemCode, quantity: number, discount: number | undefined) {
  const listed = priceOf(itemOf(item).price, quantity)
  const amount = listed - (discount ?? line.off)
  if (amount <= listed) return { listed, amount, unitPrice: itemOf(item).price, discount: listed - amount }
  // A price that was agreed above the wall's.
  const unitPrice = Math.ceil((amount * 10_000) / quantity)
  return { listed, amount, unitPrice, discount: priceOf(unitPrice, quantity) - amount }
}

/** Whether the item includes all that was used of the line. */
function includesUsed({ packages }: OrderWorld, line: NaiveLine, item: ItemCode): boolean {
  const of = packages.get(line.id)
  if (of === undefined) return true
  const { within } = usedOf(of)
  return entitlements.every((name) => within[name] <= (itemOf(item).holds?.[name] ?? 0))
}

export const exchange: OrderStep = {
  name: 'exchange a line',
  weight: 4,
  async act(world) {
    const found = world.lineWhere((one) => isCancellable(one) && one.bundle === null && one.addOnTo === null)
    if (found === undefined) return 'no line'
    const { order, line } = found
    const { random } = world
    const alike = exchanged.filter((item) => itemOf(item).flow === line.flow)
    const item = random.pick(random.chance(0.4) && alike.length > 0 ? alike : exchanged)
    // In another cover it would be another frame.
    if (item === 'frame' && line.item === 'frame') return 'a frame already'
    const isPackage = itemOf(item).holds !== undefined
    const quantity = isPackage ? 10_000 : random.chance(0.8) ? line.quantity : 2_500 * (1 + random.below(12))
    const listed = priceOf(itemOf(item).price, quantity)
    const discount = line.coupon || random.chance(0.7) ? undefined : random.below(Math.max(2, Math.round(listed * 1.1)))
    const to = random.chance(0.3) ? random.pick(naiveFlows[itemOf(item).flow]).name : undefined
    const way = wayOn(line, item, to)
    const price = pricedAs(line, item, quantity, discount)
    const addOns = liveLines(order).filter((one) => one.addOnTo === line.line && isCancellable(one))
    const what = `line ${line.line} of ${order.number} for ${quantity / 10_000} ${item}${to === undefined ? '' : ` in ${to}`}`
    const answer = await world.attempt(
      `to exchange ${what}`,
      [
        isClosed(order) && 'ORDER_CLOSED',
        (!isCancellable(line) || isOver(line)) && 'LINE_NOT_CHANGEABLE',
        (line.bundle !== null || line.item === item) && 'LINE_NOT_EXCHANGEABLE',
        (line.addOnTo !== null || (addOns.length > 0 && item !== 'wedding')) && 'ADD_ON_NOT_OFFERED',
        price.amount < 0 && 'DISCOUNT_TOO_LARGE',
        way.refusal,
        !includesUsed(world, line, item) && 'ENTITLEMENTS_USED',
        world.goods.isShortFor(order.branch, [{ item, quantity }], (code) => world.goods.promisedTo(line, code)) &&
          'OUT_OF_STOCK',
      ],
      () =>
        world.deskFor(order).orders.exchangeLine({
          orderId: order.id,
          lineId: line.id,
          item,
          ...(quantity === line.quantity ? {} : { quantity: String(quantity / 10_000) }),
          ...(discount === undefined ? {} : { discount: textOf(discount) }),
          ...(to === undefined ? {} : { to }),
        }),
    )
    if (answer === undefined) return what
    const { category, shootType = null, flow, holds } = itemOf(item)
    Object.assign(line, { item, category, shootType, flow, quantity })
    line.unitPrice = price.unitPrice
    line.discount = price.discount
    line.amount = price.amount
    line.off = price.listed - price.amount
    if (way.stage !== null) {
      line.stage = way.stage
      line.came.push(way.stage)
      line.due = dueOf(line, order.promised)
      if (line.redoUntil === null || !flowOf(line).some(({ name }) => name === line.redoUntil)) {
        line.redo = null
        line.redoUntil = null
      }
    }
    const of = world.packages.get(line.id)
    if (of !== undefined || holds !== undefined) {
      world.packages.set(line.id, { selections: [], uses: [], ...of, included: holds ?? none })
    }
    world.goods.exchange(order, line)
    return what
  },
}
