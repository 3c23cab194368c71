import { isClosed, isOver } from '../naive-orders.ts'
import type { OrderStep } from '../order-step.ts'

export const transferToCustomer: OrderStep = {
  name: 'give an order to another customer',
  async act(world) {
    const { random } = world
    // The use of a coupon stays its owner's.
    const order = world.orderWhere((one) => !isClosed(one) && one.lines.every(({ coupon }) => !coupon))
    if (order === undefined || order.lines.some(({ coupon }) => coupon)) return 'no order'
    const given = random.pick(world.customers).id
    const to = world.standing(given)
    const what = `${order.number} to customer ${world.customers.findIndex(({ id }) => id === to)}`
    const answer = await world.attempt(
      `to give ${what}`,
      [isClosed(order) && 'ORDER_CLOSED', to === order.customerId && 'ORDER_NOT_TRANSFERABLE'],
      () =>
        world.deskFor(order).orders.transferToCustomer({
          orderId: order.id,
          toCustomerId: given,
          reason: 'a present',
          consent: 'inPerson',
        }),
    )
    if (answer !== undefined) order.customerId = to
    return what
  },
}

export const transferToBranch: OrderStep = {
  name: 'give an order to another branch',
  async act(world) {
    const { random, packages } = world
    const used = (lineId: string): boolean => {
      const of = packages.get(lineId)
      return of !== undefined && of.selections.length + of.uses.length > 0
    }
    const order = world.orderWhere(
      (one) => !isClosed(one) && !world.images.has(one.id) && !one.lines.some(({ id }) => used(id)),
    )
    if (order === undefined) return 'no order'
    const other = order.branch === 'main' ? 'west' : 'main'
    const to = random.chance(0.9) ? other : order.branch
    const what = `${order.number} to ${to}`
    const answer = await world.attempt(
      `to give ${what}`,
      [
        isClosed(order) && 'ORDER_CLOSED',
        to === order.branch && 'ORDER_NOT_TRANSFERABLE',
        (world.images.has(order.id) || order.lines.some(({ id }) => used(id))) && 'ORDER_HAS_IMAGES',
      ],
      () => world.deskFor(order).orders.transferToBranch({ orderId: order.id, toBranch: to, reason: 'nearer' }),
    )
    if (answer === undefined) return what
    world.goods.giveUpPromises(order)
    order.branch = to
    for (const line of order.lines) if (!isOver(line)) line.assigneeId = null
    return what
  },
}
