import { delivering } from '../naive-flows.ts'
import { accountOf, enter, flowOf, type NaiveHanded, type NaiveOrder, type NaiveSlip, sum } from '../naive-orders.ts'
import type { OrderStep } from '../order-step.ts'
import type { OrderWorld } from '../order-world.ts'

const stands = ({ line }: NaiveHanded): boolean =>
  line.stage !== 'cancelled' && line.stage === delivering(flowOf(line)).name

/** A slip of any order, mostly one of which something may come back. */
function anySlip(world: OrderWorld): { readonly order: NaiveOrder; readonly slip: NaiveSlip } | undefined {
  const all = world.orders.flatMap((order) => order.slips.map((slip) => ({ order, slip })))
  return world.oneOf(all, ({ slip }) => slip.handed.length > 0 && slip.handed.every(stands))
}

/** All that stands of the slip is taken back in the books before what stays is earned anew: no more stays let go than is left then. */
function unwaive(order: NaiveOrder, slip: NaiveSlip, back: readonly NaiveHanded[]): void {
  if (!back.some(({ earned }) => earned !== null && earned.gross !== 0)) return
  const ofSlip = sum(slip.handed.map(({ earned }) => (earned === null ? 0 : earned.gross - earned.discount)))
  const { recognised, forfeited } = accountOf(order)
  order.waived = Math.min(order.waived, recognised + forfeited - ofSlip)
}

export const takePickupBack: OrderStep = {
  name: 'take a pickup back',
  weight: 3,
  async act(world) {
    const found = anySlip(world)
    if (found === undefined) return 'no pickup'
    const { order, slip } = found
    const { random, goods } = world
    const whole = slip.handed.length === 0 || random.chance(0.5)
    const back = whole ? slip.handed : [random.pick(slip.handed)]
    const first = back.filter(({ earned }) => earned !== null).map(({ line }) => line)
    const later = order.slips.slice(order.slips.indexOf(slip) + 1).flatMap(({ handed }) => handed)
    const branch = world.branchFor(order)
    const what = `${whole ? 'all' : back.map(({ line }) => `line ${line.line}`).join()} of a pickup of ${order.number}`
    const brought = goods.backOfPickup(first)
    const answer = await world.attempt(
      `to take back ${what}`,
      [
        slip.branch !== order.branch && 'PICKUP_OF_FORMER_BRANCH',
        back.length === 0 && 'PICKUP_TAKEN_BACK',
        back.some(({ line }) => later.some((one) => one.line === line)) && 'PICKUP_NOT_LAST',
        !back.every(stands) && 'PICKUP_NOT_LAST',
        goods.isOfAnother(branch, brought) && 'GOODS_GIVEN_ELSEWHERE',
      ],
      () =>
        world.studio.desks[branch].orders.takePickupBack({
          pickupId: slip.id,
          ...(whole ? {} : { lines: back.map(({ line }) => line.id) }),
          cause: random.pick(['mistake', 'broughtBack'] as const),
          reason: 'the wrong parcel',
        }),
    )
    if (answer === undefined) return what
    unwaive(order, slip, back)
    goods.reopen(first)
    goods.bringBack(branch, brought, world.studio.clock.now)
    for (const { line, stage, pickedUpDate, redo, redoUntil, work, earned } of back) {
      const { assigneeId } = line
      enter(line, stage, { date: world.today, promised: order.promised })
      line.assigneeId = assigneeId
      Object.assign(line, { pickedUpDate, redo, redoUntil })
      line.work = line.work.filter((one) => one !== work)
      if (earned !== null) order.earned.splice(order.earned.indexOf(earned), 1)
    }
    slip.handed = slip.handed.filter((one) => !back.includes(one))
    return what
  },
}
