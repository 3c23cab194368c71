import { delivering } from '../naive-flows.ts'
import {
  accountOf,
  enter,
  flowOf,
  isClosed,
  isOver,
  mayBeHandedOver,
  type NaiveSlip,
  priceOf,
} from '../naive-orders.ts'
import type { OrderStep } from '../order-step.ts'

export const pickUp: OrderStep = {
  name: 'pick up',
  weight: 7,
  async act(world) {
    const { random } = world
    const order = world.orderWhere(
      (one) => !isClosed(one) && one.lines.some((line) => mayBeHandedOver(line) && !isOver(line)),
    )
    if (order === undefined) return 'no order'
    const ready = order.lines.filter((line) => mayBeHandedOver(line) && !isOver(line) && line.hold === null)
    const some = random.chance(0.2) ? [random.pick(order.lines)] : ready.filter(() => random.chance(0.7))
    const whole = some.length === 0 || random.chance(0.3)
    const handed = whole ? order.lines.filter((line) => !isOver(line)) : some
    const arrearsAllowed = random.chance(0.5)
    const unfinishedAllowed = random.chance(0.25)
    const branch = world.branchFor(order)
    const what = `${whole ? 'all' : some.map(({ line }) => line).join(', ')} of ${order.number}`
    const answer = await world.attempt(
      `to pick up ${what}`,
      [
        isClosed(order) && 'ORDER_CLOSED',
        handed.some(isOver) && 'LINE_NOT_CHANGEABLE',
        handed.some(({ hold }) => hold !== null) && 'LINE_HELD',
        handed.some((line) => !mayBeHandedOver(line)) && !unfinishedAllowed && 'LINE_NOT_READY',
        accountOf(order).balanceDue > 0 && !arrearsAllowed && 'BALANCE_DUE',
        world.goods.isShortOf(branch, world.goods.handedWith(handed)) && 'OUT_OF_STOCK',
      ],
      () =>
        world.studio.desks[branch].orders.pickUp({
          orderId: order.id,
          ...(whole ? {} : { lines: handed.map(({ id }) => id) }),
          arrearsAllowed,
          unfinishedAllowed,
        }),
    )
    if (answer === undefined) return what
    world.goods.handOver(branch, handed, world.studio.clock.now)
    const slip: NaiveSlip = { id: answer.pickup.id, branch: order.branch, handed: [] }
    order.slips.push(slip)
    for (const line of handed) {
      const { stage: from, pickedUpDate, redo, redoUntil } = line
      const to = delivering(flowOf(line))
      const { name: stage, department } = to
      const work = {
        branch: order.branch,
        stage,
        department,
        staffId: world.actorAt(branch),
        redo,
        after: line.came.length,
      }
      line.work.push(work)
      line.redo = null
      line.redoUntil = null
      enter(line, stage, { date: world.today, promised: order.promised })
      // What was handed over before, and came back to be done again, has earned already.
      const { category, shootType, discount } = line
      const gross = priceOf(line.unitPrice, line.quantity)
      const earned = pickedUpDate === null ? { category, shootType, gross, discount } : null
      slip.handed.push({ line, stage: from, pickedUpDate, redo, redoUntil, work, earned })
      if (earned === null) continue
      line.pickedUpDate = world.today
      order.earned.push(earned)
    }
    return what
  },
}
