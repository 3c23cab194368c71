import { accountOf, type Branch, type NaiveOrder, textOf } from '../naive-orders.ts'
import type { OrderStep } from '../order-step.ts'
import type { OrderWorld } from '../order-world.ts'

const methods = ['cash', 'wechat', 'alipay', 'card'] as const

type Leg = { readonly method: string; readonly amount: string }

/** An amount by one means or two. */
export function legsOf(world: OrderWorld, cents: number): Leg[] {
  const { random } = world
  const first = cents > 1 && random.chance(0.3) ? 1 + random.below(cents - 1) : cents
  return [first, cents - first]
    .filter((amount) => amount > 0)
    .map((amount) => ({ method: random.pick(methods), amount: textOf(amount) }))
}

export function received(
  world: OrderWorld,
  order: NaiveOrder,
  receipt: { readonly id: string; readonly branch: Branch; readonly legs: readonly Leg[]; readonly earnest: boolean },
): void {
  const { id, branch, earnest } = receipt
  const legs = receipt.legs.map(({ method, amount }) => ({
    method,
    amount: Math.round(Number(amount) * 100),
    refunded: 0,
  }))
  const amount = legs.reduce((total, leg) => total + leg.amount, 0)
  order.receipts.push({ id, branch, date: world.today, earnest, legs, voided: false })
  order.paid += amount
  world.moneyIn.push({ date: world.today, amount })
}

export const pay: OrderStep = {
  name: 'take a payment',
  weight: 6,
  async act(world) {
    const order = world.orderWhere((one) => accountOf(one).balanceDue > 0)
    if (order === undefined) return 'nothing to pay'
    const { random } = world
    const { balanceDue } = accountOf(order)
    const cents = random.chance(0.5) && balanceDue > 0 ? balanceDue : 1 + random.below(Math.max(2, balanceDue * 1.2))
    const branch = world.branchFor(order)
    const legs = legsOf(world, cents)
    const earnest = random.chance(0.2)
    const what = `${textOf(cents)} for ${order.number}`
    const answer = await world.attempt(
      `to pay ${what}`,
      [cents > balanceDue && 'PAYMENT_EXCEEDS_DUE', order.cancelled && balanceDue === 0 && 'COMMITMENT_CANCELLED'],
      () =>
        world.studio.desks[branch].ledger.takePayment({
          orderId: order.id,
          legs,
          ...(earnest ? { purpose: 'earnest' as const } : {}),
        }),
    )
    if (answer !== undefined) received(world, order, { id: answer.id, branch, legs, earnest })
    return what
  },
}
