import { accountOf, leftOf, type NaiveOrder, type NaiveReceipt, textOf } from '../naive-orders.ts'
import type { OrderStep } from '../order-step.ts'
import type { OrderWorld } from '../order-world.ts'

/** Takes an amount off receipts, leg after leg. */
export function giveBack(world: OrderWorld, order: NaiveOrder, receipts: readonly NaiveReceipt[], cents: number): void {
  let rest = cents
  for (const leg of receipts.filter(({ voided }) => !voided).flatMap(({ legs }) => legs)) {
    const part = Math.min(rest, leg.amount - leg.refunded)
    leg.refunded += part
    rest -= part
  }
  order.paid -= cents
  world.moneyOut.push({ date: world.today, amount: cents })
}

function anyReceipt(world: OrderWorld) {
  const all = world.orders.flatMap((order) => order.receipts.map((receipt) => ({ order, receipt })))
  return all.length === 0 ? undefined : world.random.pick(all)
}

export const refund: OrderStep = {
  name: 'refund',
  weight: 2,
  async act(world) {
    const found = anyReceipt(world)
    if (found === undefined) return 'nothing to refund'
    const { order, receipt } = found
    const left = leftOf(receipt)
    const cents = 1 + world.random.below(Math.max(2, Math.round(left * 1.3)))
    const what = `${textOf(cents)} of ${textOf(left)} of ${order.number}`
    const answer = await world.attempt(
      `to refund ${what}`,
      [
        receipt.voided && 'RECEIPT_VOIDED',
        cents > left && 'REFUND_EXCEEDS_LEFT',
        order.cancelled && cents > accountOf(order).deposits && 'REFUND_EXCEEDS_DEPOSITS',
      ],
      () => world.deskFor(order).ledger.refund({ receiptId: receipt.id, amount: textOf(cents), reason: 'as agreed' }),
    )
    if (answer !== undefined) giveBack(world, order, [receipt], cents)
    return what
  },
}

export const voidReceipt: OrderStep = {
  name: 'void a receipt',
  async act(world) {
    const today = world.orders
      .flatMap((order) => order.receipts.map((receipt) => ({ order, receipt })))
      .filter(({ receipt }) => receipt.date === world.today)
    const found = today.length > 0 && world.random.chance(0.8) ? world.random.pick(today) : anyReceipt(world)
    if (found === undefined) return 'nothing to void'
    const { order, receipt } = found
    const branch = world.branchFor({ ...order, branch: receipt.branch })
    const amount = receipt.legs.reduce((total, leg) => total + leg.amount, 0)
    const what = `${textOf(amount)} of ${order.number} in ${branch}`
    const answer = await world.attempt(
      `to void ${what}`,
      [
        (branch !== receipt.branch || receipt.date !== world.today) && 'RECEIPT_NOT_VOIDABLE',
        receipt.voided && 'RECEIPT_VOIDED',
        receipt.legs.some(({ refunded }) => refunded > 0) && 'RECEIPT_NOT_VOIDABLE',
        order.cancelled && amount > accountOf(order).deposits && 'REFUND_EXCEEDS_DEPOSITS',
      ],
      () => world.studio.desks[branch].ledger.voidReceipt({ receiptId: receipt.id, reason: 'wrong order' }),
    )
    if (answer === undefined) return what
    receipt.voided = true
    order.paid -= amount
    world.moneyOut.push({ date: world.today, amount })
    return what
  },
}

/** The most that a cashier lets go of one order, in all. */
const cashiersLimit = 100

export const waive: OrderStep = {
  name: 'waive a remainder',
  weight: 2,
  async act(world) {
    const order = world.orderWhere((one) => accountOf(one).receivable > 0)
    if (order === undefined) return 'nothing to waive'
    const { receivable } = accountOf(order)
    const byCashier = order.branch === 'main' && world.random.chance(0.4)
    const desk = byCashier ? world.studio.others.cashier : world.studio.desks[order.branch]
    const cents = world.random.chance(0.5) ? receivable : 1 + world.random.below(250)
    const what = `${textOf(cents)} of ${order.number}${byCashier ? ' by a cashier' : ''}`
    const answer = await world.attempt(
      `to waive ${what}`,
      [
        cents === 0 && 'AMOUNT_NOT_POSITIVE',
        cents > receivable && 'WAIVER_EXCEEDS_RECEIVABLE',
        byCashier && order.waived + cents > cashiersLimit && 'WAIVER_EXCEEDS_LIMIT',
      ],
      () => desk.ledger.waive({ orderId: order.id, amount: textOf(cents), reason: 'small change' }),
    )
    if (answer !== undefined) order.waived += cents
    return what
  },
}
