import { textOf } from '../naive-orders.ts'
import { type GoodsCode, goods } from '../order-studio.ts'
import type { OrderStep } from '../order-step.ts'
import type { OrderWorld } from '../order-world.ts'

const somewhere = ({ random }: OrderWorld) => ({
  branch: random.pick(['main', 'west'] as const),
  code: random.pick(Object.keys(goods) as GoodsCode[]),
})

export const receive: OrderStep = {
  name: 'receive goods',
  weight: 3,
  async act(world) {
    const { branch, code } = somewhere(world)
    const { opening } = goods[code]
    const quantity = 1 + world.random.below(opening)
    const cents = world.random.below(40_000)
    const what = `${quantity} of ${code} for ${textOf(cents)} in ${branch}`
    await world.attempt(`to receive ${what}`, [], () => world.receive(branch, code, quantity, cents))
    return what
  },
}

export const waste: OrderStep = {
  name: 'waste goods',
  async act(world) {
    const { branch, code } = somewhere(world)
    const onHand = world.goods.onHand(branch, code)
    const quantity = 1 + world.random.below(Math.max(1, Math.round(onHand * 0.4)))
    const what = `${quantity} of ${onHand} of ${code} in ${branch}`
    // What is broken is gone, whoever it was promised to.
    const answer = await world.attempt(`to waste ${what}`, [quantity > onHand && 'STOCK_SHORT'], () =>
      world.studio.desks[branch].inventory.waste({ lines: [{ item: code, quantity }], reason: 'broken' }),
    )
    if (answer !== undefined) world.goods.waste(branch, code, quantity, world.studio.clock.now)
    return what
  },
}

export const cover: OrderStep = {
  name: 'promise what came',
  weight: 2,
  async act(world) {
    const order = world.anyOrder()
    if (order === undefined) return 'no order'
    const answer = await world.attempt(`to promise to ${order.number} what came`, [], () =>
      world.deskFor(order).supplies.cover({ orderId: order.id }),
    )
    if (answer !== undefined) world.goods.cover(world.goods.needsOf(order))
    return order.number
  },
}
