import type { BookingStep } from '../booking-step.ts'
import { textOf } from '../naive-bookings.ts'

export const pay: BookingStep = {
  name: 'pay',
  weight: 2,
  async act(world) {
    const { random } = world
    const order = random.pick(world.orders)
    const due = order.total - order.paid
    const cents = Math.min(50_000, Math.max(1, due)) + (random.chance(0.1) ? 200_000 : 0)
    const what = `${textOf(cents)} of ${textOf(due)}`
    const answer = await world.attempt(`to pay ${what}`, [cents > due && 'PAYMENT_EXCEEDS_DUE'], () =>
      world.studio.desks.main.ledger.takePayment({
        orderId: order.id,
        legs: [{ method: 'cash', amount: textOf(cents) }],
      }),
    )
    if (answer !== undefined) order.paid += cents
    return what
  },
}
