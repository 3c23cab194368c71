import { givingBack, keptByPolicy } from '../naive-cancellation.ts'
import { accountOf, isClosed, textOf } from '../naive-orders.ts'
import type { OrderStep } from '../order-step.ts'
import { takeOff } from './change-lines.ts'
import { giveBack } from './give-back.ts'

export const cancelOrder: OrderStep = {
  name: 'cancel an order',
  weight: 2,
  async act(world) {
    const order = world.orderWhere(
      (one) => !isClosed(one) && one.lines.every(({ pickedUpDate }) => pickedUpDate === null),
    )
    if (order === undefined) return 'no order'
    const { random } = world
    const { deposits } = accountOf(order)
    const byPolicy = random.chance(0.5)
    const forfeit = byPolicy ? keptByPolicy(order) : random.below(Math.max(2, Math.round(deposits * 1.1)))
    const back = random.chance(0.5)
    const what = `${order.number}, keeping ${textOf(forfeit)}${byPolicy ? ' by the rules' : ''} of ${textOf(deposits)}`
    const answer = await world.attempt(
      `to cancel ${what}`,
      [
        isClosed(order) && 'ORDER_CLOSED',
        order.lines.some(({ pickedUpDate }) => pickedUpDate !== null) && 'ORDER_PARTLY_DELIVERED',
        forfeit > deposits && 'FORFEIT_EXCEEDS_DEPOSITS',
      ],
      () =>
        world.deskFor(order).orders.cancel({
          orderId: order.id,
          reason: 'they moved away',
          forfeit: byPolicy ? 'byPolicy' : textOf(forfeit),
          refund: back,
        }),
    )
    if (answer === undefined) return what
    for (const line of order.lines) if (line.stage !== 'cancelled') takeOff(world, line)
    order.cancelled = true
    order.forfeited += forfeit
    const rest = deposits - forfeit
    if (!back || rest === 0) return what
    giveBack(world, order, givingBack(order), rest)
    return `${what}, ${textOf(rest)} given back`
  },
}
