import { same } from '../../storage/check.ts'
import { leads, stageOf } from '../naive-flows.ts'
import {
  enter,
  flowOf,
  isClosed,
  type NaiveLine,
  type NaiveOrder,
  progressOf,
  sum,
  textOf,
  undoWork,
} from '../naive-orders.ts'
import { type NaivePackage, type NaiveSelection, none, openOf, picksOf, take, type Taken } from '../naive-selection.ts'
import { entitlements, extras, itemOf } from '../order-studio.ts'
import type { OrderStep } from '../order-step.ts'
import type { OrderWorld, Sold } from '../order-world.ts'
import { takeOff } from './change-lines.ts'

interface Found {
  readonly order: NaiveOrder
  readonly line: NaiveLine
  readonly of: NaivePackage
}

function packageWhere(world: OrderWorld, fits: (found: Found) => boolean): Found | undefined {
  const all = world.orders.flatMap((order) =>
    order.lines.flatMap((line) => {
      const of = world.packages.get(line.id)
      return of === undefined ? [] : [{ order, line, of }]
    }),
  )
  return world.oneOf(all, fits)
}

const isLive = ({ order, line }: Found): boolean => !isClosed(order) && line.stage !== 'cancelled'

const soldBeyond = ({ beyond }: Taken): Sold[] =>
  entitlements
    .filter((name) => beyond[name] > 0)
    .map((name) => ({ item: extras[name], quantity: beyond[name] * 10_000, origin: 'secondSale' }))

const costOf = ({ beyond }: Taken): number => sum(entitlements.map((name) => beyond[name] * itemOf(extras[name]).price))

/** Lines that were sold with something may go with it as long as they stand where they began. */
const soldStands = (order: NaiveOrder, ids: readonly string[]): boolean =>
  order.lines.every((line) => !ids.includes(line.id) || ['ordered', 'cancelled'].includes(progressOf(line)))

function unsell(world: OrderWorld, order: NaiveOrder, ids: readonly string[]): void {
  for (const line of order.lines) if (ids.includes(line.id) && line.stage !== 'cancelled') takeOff(world, line)
}

export const registerImages: OrderStep = {
  name: 'register images',
  weight: 3,
  async act(world) {
    const order = world.orderWhere(
      (one) => one.lines.some(({ id }) => world.packages.has(id)) && !world.images.has(one.id),
    )
    if (order === undefined) return 'no order'
    const images = Array.from({ length: 4 + world.random.below(5) }, (_, at) => `${order.number}/${at}.cr3`)
    const cancelled = order.lines.every(({ stage }) => stage === 'cancelled')
    const answer = await world.attempt(`images of ${order.number}`, [cancelled && 'ORDER_CLOSED'], () =>
      world.deskFor(order).selection.registerImages({ orderId: order.id, images }),
    )
    if (answer !== undefined) world.images.set(order.id, [...(world.images.get(order.id) ?? []), ...answer.imageIds])
    return order.number
  },
}

export const openSelection: OrderStep = {
  name: 'open a selection',
  weight: 4,
  async act(world) {
    const found = packageWhere(
      world,
      (one) => isLive(one) && world.images.has(one.order.id) && openOf(one.of) === undefined,
    )
    if (found === undefined) return 'no package'
    const { order, line, of } = found
    const what = `line ${line.line} of ${order.number}`
    const answer = await world.attempt(
      `to select for ${what}`,
      [
        isClosed(order) && 'ORDER_CLOSED',
        line.stage === 'cancelled' && 'LINE_CANCELLED',
        openOf(of) !== undefined && 'SELECTION_STANDS',
      ],
      () => world.deskFor(order).selection.open({ orderId: order.id, lineId: line.id }),
    )
    if (answer === undefined) return what
    of.selections.push({ id: answer.id, retouch: new Set(), originals: new Set(), taken: null, soldLines: [] })
    const comesNext = stageOf(flowOf(line), line.stage).next.includes('selecting')
    if (comesNext && line.hold === null) turnTo(world, found, 'selecting')
    return what
  },
}

function anySelection(world: OrderWorld, fits: (selection: NaiveSelection) => boolean) {
  const found = packageWhere(world, (one) => isLive(one) && one.of.selections.some(fits))
  if (found === undefined || found.of.selections.length === 0) return undefined
  const fitting = found.of.selections.filter(fits)
  return { ...found, selection: world.random.pick(fitting.length > 0 ? fitting : found.of.selections) }
}

export const pick: OrderStep = {
  name: 'pick images',
  weight: 8,
  async act(world) {
    const found = anySelection(world, ({ taken }) => taken === null)
    const all = found === undefined ? [] : (world.images.get(found.order.id) ?? [])
    if (found === undefined || all.length === 0) return 'nothing to pick from'
    const { order, line, selection } = found
    const { random } = world
    const target = random.chance(0.7) ? ('retouch' as const) : ('originals' as const)
    const imageIds = all.filter(() => random.chance(0.4))
    if (imageIds.length === 0) return 'nothing picked'
    const takes = random.chance(0.75) ? ('pick' as const) : ('unpick' as const)
    const answer = await world.attempt(
      `to ${takes} for ${order.number}`,
      [selection.taken !== null && 'SELECTION_CONFIRMED', line.stage === 'cancelled' && 'LINE_CANCELLED'],
      () => world.deskFor(order).selection[takes]({ selectionId: selection.id, target, imageIds }),
    )
    if (answer === undefined) return order.number
    for (const id of imageIds) {
      if (takes === 'pick') selection[target].add(id)
      else selection[target].delete(id)
    }
    return `${takes} ${imageIds.length} of ${order.number}`
  },
}

/** Brings a line from one stage of its selection to the other. */
function turnTo(world: OrderWorld, { order, line }: Found, stage: 'selecting' | 'selected'): void {
  if (line.stage === 'selected') undoWork(line, stage, ['selected'])
  const until = line.redoUntil
  if (until !== null && (until === stage || leads(flowOf(line), until, stage))) {
    line.redo = null
    line.redoUntil = null
  }
  enter(line, stage, { date: world.today, promised: order.promised })
}

export const confirm: OrderStep = {
  name: 'confirm a selection',
  weight: 5,
  async act(world) {
    const found = anySelection(world, (one) => one.taken === null && one.retouch.size + one.originals.size > 0)
    if (found === undefined) return 'no selection'
    const { order, line, of, selection } = found
    const moves = line.stage === 'selecting'
    const taken = take(of, picksOf(selection))
    const what = `of line ${line.line} of ${order.number}, ${textOf(costOf(taken))} beyond`
    const branch = world.branchFor(order)
    const answer = await world.attempt(
      `to confirm a selection ${what}`,
      [
        isClosed(order) && 'ORDER_CLOSED',
        branch !== order.branch && 'SELECTION_OTHER_BRANCH',
        selection.taken !== null && 'SELECTION_CONFIRMED',
        line.stage === 'cancelled' && 'LINE_CANCELLED',
        selection.retouch.size + selection.originals.size === 0 && 'SELECTION_EMPTY',
        moves && line.hold !== null && 'LINE_HELD',
      ],
      () =>
        world.studio.desks[branch].selection.confirm({
          orderId: order.id,
          selectionId: selection.id,
          text: 'as picked',
          signature: { signer: '王芳', method: 'onScreen' },
          extraAmount: textOf(costOf(taken)),
        }),
    )
    if (answer === undefined) return what
    const sold = await world.sell(order, soldBeyond(taken))
    selection.taken = taken
    selection.soldLines = sold.map(({ id }) => id)
    if (moves) turnTo(world, found, 'selected')
    return what
  },
}

export const reopen: OrderStep = {
  name: 'reopen a selection',
  weight: 3,
  async act(world) {
    const found = anySelection(world, ({ taken }) => taken !== null)
    if (found === undefined) return 'no selection'
    const { order, line, of, selection } = found
    const others = of.selections.filter((one) => one !== selection && one.taken === null)
    const moves = line.stage === 'selected'
    const what = `of line ${line.line} of ${order.number}`
    const branch = world.branchFor(order)
    const answer = await world.attempt(
      `to reopen a selection ${what}`,
      [
        isClosed(order) && 'ORDER_CLOSED',
        branch !== order.branch && 'SELECTION_OTHER_BRANCH',
        line.stage === 'cancelled' && 'LINE_CANCELLED',
        selection.taken === null && 'SELECTION_OPEN',
        others.length > 0 && 'SELECTION_STANDS',
        !soldStands(order, selection.soldLines) && 'LINE_NOT_CHANGEABLE',
        moves && line.hold !== null && 'LINE_HELD',
      ],
      () =>
        world.studio.desks[branch].selection.reopen({
          orderId: order.id,
          selectionId: selection.id,
          reason: 'once more',
        }),
    )
    if (answer === undefined) return what
    unsell(world, order, selection.soldLines)
    selection.taken = null
    selection.soldLines = []
    if (moves) turnTo(world, found, 'selecting')
    return what
  },
}

export const use: OrderStep = {
  name: 'use a package',
  weight: 2,
  async act(world) {
    const found = packageWhere(world, isLive)
    if (found === undefined) return 'no package'
    const { order, line, of } = found
    const entitlement = world.random.pick(['looks', 'looks', 'originals'] as const)
    const quantity = 1 + world.random.below(2)
    const taken = take(of, { ...none, [entitlement]: quantity })
    const what = `${quantity} ${entitlement} of line ${line.line} of ${order.number}`
    const branch = world.branchFor(order)
    const answer = await world.attempt(
      `to use ${what}`,
      [
        isClosed(order) && 'ORDER_CLOSED',
        branch !== order.branch && 'SELECTION_OTHER_BRANCH',
        line.stage === 'cancelled' && 'LINE_CANCELLED',
      ],
      () => world.studio.desks[branch].selection.use({ orderId: order.id, lineId: line.id, entitlement, quantity }),
    )
    if (answer === undefined) return what
    same(`what ${what} cost`, answer.extraAmount, textOf(costOf(taken)))
    const sold = await world.sell(order, soldBeyond(taken))
    of.uses.push({ id: answer.id, taken, soldLines: sold.map(({ id }) => id), reversed: false })
    return what
  },
}

export const reverseUse: OrderStep = {
  name: 'take a use back',
  weight: 2,
  async act(world) {
    const found = packageWhere(world, (one) => isLive(one) && one.of.uses.length > 0)
    const one = found?.of.uses.at(-1)
    if (found === undefined || one === undefined) return 'no use'
    const { order } = found
    const what = `of ${order.number}`
    const branch = world.branchFor(order)
    const answer = await world.attempt(
      `to take a use back ${what}`,
      [
        isClosed(order) && 'ORDER_CLOSED',
        branch !== order.branch && 'SELECTION_OTHER_BRANCH',
        one.reversed && 'USE_REVERSED',
        !soldStands(order, one.soldLines) && 'LINE_NOT_CHANGEABLE',
      ],
      () => world.studio.desks[branch].selection.reverseUse({ useId: one.id, reason: 'not done' }),
    )
    if (answer === undefined) return what
    one.reversed = true
    unsell(world, order, one.soldLines)
    return what
  },
}
