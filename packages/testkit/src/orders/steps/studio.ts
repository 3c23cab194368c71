import type { OrderStep } from '../order-step.ts'

export const daysPass: OrderStep = {
  name: 'days pass',
  weight: 3,
  async act(world) {
    const hours = 1 + world.random.below(80)
    world.later(hours * 60)
    return `${hours} hours, it is ${world.today}`
  },
}

export const changePolicy: OrderStep = {
  name: 'change what cancellations cost',
  async act(world) {
    const percent = () => world.random.pick([0, 20, 33, 50, 100])
    const policy = { earnestKept: percent(), earnestCap: percent(), otherKept: percent() }
    const what = JSON.stringify(policy)
    await world.attempt(`to set ${what}`, [], () =>
      world.studio.desks.main.settings.change({ plugin: 'ledger', set: { cancellation: policy } }),
    )
    world.policy = policy
    return what
  },
}

/** Somebody tries what is not theirs to do, or not theirs to see. */
export const beyondReach: OrderStep = {
  name: 'try what is beyond reach',
  weight: 2,
  async act(world) {
    const order = world.anyOrder()
    const line = order?.lines[0]
    if (order === undefined || line === undefined) return 'no order'
    const { cashier, retoucher } = world.studio.others
    const unseen = order.branch !== 'main'
    const orderId = order.id
    const lines = [{ orderId, lineId: line.id }]
    const legs = [{ method: 'cash', amount: '1.00' }]
    const missing = 'PERMISSION_MISSING'
    const tries = {
      'a cashier cancels': [() => cashier.orders.cancel({ orderId, reason: 'x' }), missing],
      'a cashier refunds with a cancellation': [
        () => cashier.orders.cancel({ orderId, reason: 'x', refund: true }),
        missing,
      ],
      'a retoucher pays': [() => retoucher.ledger.takePayment({ orderId, legs }), missing],
      'a retoucher picks up': [() => retoucher.orders.pickUp({ orderId }), missing],
      'a retoucher reads the account': [() => retoucher.ledger.balanceDue({ orderId }), missing],
      ...(unseen
        ? {
            'a cashier reads': [() => cashier.orders.get({ orderId }), 'ORDER_UNKNOWN'],
            'a cashier takes back': [() => cashier.orders.cancelLine({ orderId, lineId: line.id }), 'ORDER_UNKNOWN'],
            'a cashier hands over': [() => cashier.orders.pickUp({ orderId }), 'ORDER_UNKNOWN'],
            'a cashier holds': [() => cashier.orders.hold({ lines, cause: 'arrears' }), 'ORDER_UNKNOWN'],
            'a cashier is paid': [() => cashier.ledger.takePayment({ orderId, legs }), 'COMMITMENT_UNKNOWN'],
            'a cashier asks what is due': [() => cashier.ledger.balanceDue({ orderId }), 'COMMITMENT_UNKNOWN'],
            'a retoucher moves': [() => retoucher.orders.moveStage({ lines, from: line.stage }), 'ORDER_UNKNOWN'],
            'a retoucher takes on': [() => retoucher.orders.assign({ lines, assigneeId: 'ann' }), 'ORDER_UNKNOWN'],
          }
        : {}),
    } as const satisfies Readonly<Record<string, readonly [() => Promise<unknown>, string]>>
    const names = Object.keys(tries) as (keyof typeof tries)[]
    const name = world.random.pick(names)
    const [work, code] = tries[name] ?? []
    if (work === undefined) return 'nothing'
    await world.attempt<unknown>(`${name} ${order.number}`, [code], work)
    return `${name} ${order.number}`
  },
}
