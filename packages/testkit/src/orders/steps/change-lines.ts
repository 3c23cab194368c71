import { givingBack, keptByPolicy } from '../naive-cancellation.ts'
import {
  accountOf,
  isClosed,
  isOver,
  liveLines,
  type NaiveLine,
  type NaiveOrder,
  priceOf,
  progressOf,
  textOf,
} from '../naive-orders.ts'
import type { OrderWorld } from '../order-world.ts'
import { besideWedding, type ItemCode, itemOf } from '../order-studio.ts'
import type { OrderStep } from '../order-step.ts'
import { giveBack } from './give-back.ts'
import { checkShared, wanted } from './place.ts'

/** Now and then somebody has read the order long ago. */
const staleness = (chance: boolean, revision: number) => {
  const stale = chance && revision > 1
  return { stale, revision: stale ? revision - 1 : revision }
}

export const addLine: OrderStep = {
  name: 'add a line',
  weight: 3,
  async act(world) {
    const order = world.orderWhere((one) => !isClosed(one))
    if (order === undefined) return 'no order'
    const { random } = world
    const wedding = liveLines(order).find(({ item }) => item === 'wedding')
    const beside = liveLines(order).filter(({ addOnTo }) => addOnTo === wedding?.line)
    const left = besideWedding.most - beside.reduce((all, { quantity }) => all + quantity, 0) / 10_000
    const one = wanted(world, wedding === undefined ? undefined : { number: wedding.line, left })
    const secondSale = random.chance(0.6)
    const read = staleness(random.chance(0.1), order.revision)
    const what = `${JSON.stringify(one.asked)} to ${order.number}`
    const answer = await world.attempt(
      `to add ${what}`,
      [
        isClosed(order) && 'ORDER_CLOSED',
        read.stale && 'ORDER_CHANGED',
        one.refusal,
        world.goods.isShortFor(order.branch, one.sold) && 'OUT_OF_STOCK',
      ],
      () =>
        world.deskFor(order).orders.addLine({
          orderId: order.id,
          line: one.asked,
          secondSale,
          place: 'selection',
          revision: read.revision,
        }),
    )
    if (answer === undefined) return what
    await world.sell(
      order,
      one.sold.map((sold) => ({ ...sold, origin: secondSale ? 'secondSale' : 'order' })),
    )
    checkShared(order, [one], 0)
    return what
  },
}

export const changeLine: OrderStep = {
  name: 'change a line',
  weight: 2,
  async act(world) {
    const found = world.lineWhere((one) => progressOf(one) === 'ordered')
    if (found === undefined) return 'no line'
    const { order, line } = found
    const { random } = world
    const isPackage = itemOf(line.item as ItemCode).holds !== undefined
    const quantity =
      isPackage || line.addOnTo !== null || random.chance(0.4) ? line.quantity : 2_500 * (1 + random.below(12))
    const gross = priceOf(line.unitPrice, quantity)
    const asked = random.chance(0.6) ? random.below(Math.max(2, Math.round(gross * 1.1))) : line.discount
    const read = staleness(random.chance(0.1), order.revision)
    const what = `line ${line.line} of ${order.number}: ${quantity / 10_000} times, ${textOf(asked)} off`
    const answer = await world.attempt(
      `to change ${what}`,
      [
        isClosed(order) && 'ORDER_CLOSED',
        read.stale && 'ORDER_CHANGED',
        progressOf(line) !== 'ordered' && 'LINE_NOT_CHANGEABLE',
        asked > gross && 'DISCOUNT_TOO_LARGE',
        world.goods.isShortAt(line, quantity) && 'OUT_OF_STOCK',
      ],
      () =>
        world.deskFor(order).orders.changeLine({
          orderId: order.id,
          lineId: line.id,
          ...(quantity === line.quantity ? {} : { quantity: String(quantity / 10_000) }),
          discount: textOf(asked),
          revision: read.revision,
        }),
    )
    if (answer === undefined) return what
    line.off += line.amount - priceOf(line.unitPrice, line.quantity) + asked
    const isAnother = quantity !== line.quantity
    line.quantity = quantity
    line.discount = asked
    line.amount = gross - asked
    if (isAnother) world.goods.change(line)
    return what
  },
}

export const isCancellable = (line: NaiveLine): boolean => !isOver(line) && line.pickedUpDate === null

/** What goes with lines: their add-ons, what was sold with their selections, the rest of their bundles where those stay whole. */
function withBelonging(
  world: OrderWorld,
  order: NaiveOrder,
  named: readonly NaiveLine[],
  wholeBundles = true,
): readonly NaiveLine[] {
  const beyond = named.flatMap(({ id }) => (world.packages.get(id)?.selections ?? []).flatMap((one) => one.soldLines))
  const more = order.lines.filter(
    (line) =>
      !named.includes(line) &&
      isCancellable(line) &&
      (beyond.includes(line.id) ||
        named.some(
          (one) => line.addOnTo === one.line || (wholeBundles && line.bundle !== null && line.bundle === one.bundle),
        )),
  )
  return more.length === 0 ? named : withBelonging(world, order, [...named, ...more], wholeBundles)
}

export const cancelLine: OrderStep = {
  name: 'cancel a line',
  weight: 3,
  async act(world) {
    const found = world.lineWhere(isCancellable)
    if (found === undefined) return 'no line'
    const { order, line } = found
    const { random } = world
    const read = staleness(random.chance(0.1), order.revision)
    const along = random.chance(0.5)
    const belonging = withBelonging(world, order, [line])
    const chosen = along ? belonging : [line]
    const { deposits } = accountOf(order)
    const forfeit = random.chance(0.5) ? 0 : random.below(Math.max(2, Math.round(deposits * 0.6)))
    const what = `line ${line.line} of ${order.number}${along ? ' and what belongs to it' : ''}, keeping ${textOf(forfeit)}`
    const answer = await world.attempt(
      `to cancel ${what}`,
      [
        isClosed(order) && 'ORDER_CLOSED',
        read.stale && 'ORDER_CHANGED',
        !isCancellable(line) && 'LINE_NOT_CHANGEABLE',
        !along && belonging.length > 1 && 'LINES_BELONG_TOGETHER',
        liveLines(order).every((one) => chosen.includes(one)) && 'LINE_IS_LAST',
        forfeit > deposits && 'FORFEIT_EXCEEDS_DEPOSITS',
      ],
      () =>
        world.deskFor(order).orders.cancelLine({
          orderId: order.id,
          lineId: line.id,
          revision: read.revision,
          reason: 'they think again',
          forfeit: textOf(forfeit),
          along,
        }),
    )
    if (answer === undefined) return what
    for (const one of chosen) takeOff(world, one)
    order.forfeited += forfeit
    return what
  },
}

/** Several lines at once, and what is then paid too much goes back or stays. */
export const cancelLines: OrderStep = {
  name: 'cancel lines',
  weight: 2,
  async act(world) {
    const order = world.orderWhere((one) => !isClosed(one) && one.lines.filter(isCancellable).length > 1)
    if (order === undefined) return 'no order'
    const { random } = world
    const from = random.chance(0.9) ? order.lines.filter(isCancellable) : order.lines
    const named = [...new Set([random.pick(order.lines), ...from.filter(() => random.chance(0.4))])].filter((line) =>
      from.includes(line),
    )
    if (named.length === 0) return 'no line'
    const [along, bundleInPart, refund, byPolicy] = [0.6, 0.3, 0.5, 0.7].map((chance) => random.chance(chance))
    const belonging = withBelonging(world, order, named, along || !bundleInPart)
    const chosen = along ? belonging : named
    const { deposits } = accountOf(order)
    const kept = byPolicy ? keptByPolicy(order, chosen) : random.below(Math.max(2, Math.round(deposits * 0.6)))
    const numbers = named.map(({ line }) => line).join(', ')
    const what = `lines ${numbers}${along ? ' and what belongs to them' : ''} of ${order.number}, keeping ${textOf(kept)}`
    const answer = await world.attempt(
      `to cancel ${what}`,
      [
        isClosed(order) && 'ORDER_CLOSED',
        !named.every(isCancellable) && 'LINE_NOT_CHANGEABLE',
        !along && belonging.length > named.length && 'LINES_BELONG_TOGETHER',
        liveLines(order).every((one) => chosen.includes(one)) && 'LINE_IS_LAST',
        kept > deposits && 'FORFEIT_EXCEEDS_DEPOSITS',
      ],
      () =>
        world.deskFor(order).orders.cancelLines({
          orderId: order.id,
          lines: named.map(({ id }) => id),
          reason: 'they think again',
          forfeit: byPolicy ? 'byPolicy' : textOf(kept),
          along,
          bundleInPart,
          refund,
        }),
    )
    if (answer === undefined) return what
    for (const one of chosen) takeOff(world, one)
    order.forfeited += kept
    const { overpaid } = accountOf(order)
    if (!refund || overpaid === 0) return what
    giveBack(world, order, givingBack(order), overpaid)
    return `${what}, ${textOf(overpaid)} given back`
  },
}

/** Takes a line off its way. */
export function takeOff(world: OrderWorld, line: NaiveLine): void {
  world.goods.close(line)
  line.stage = 'cancelled'
  line.stageDate = world.today
  line.assigneeId = null
  line.due = null
  line.hold = null
  line.redo = null
  line.redoUntil = null
}
