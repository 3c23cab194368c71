/** What the order costs, what was paid and what is due: told at every step, and held against what was worked out by hand. */
import { money } from '@calotype/example-story'
import type { Couple } from './couple.ts'
import type { StudioAtWork } from './studio.ts'

export interface Account {
  readonly total: string
  readonly paid: string
  readonly due: string
  readonly status: string
}

export async function accountIs(
  { manager, print, checks }: StudioAtWork,
  { orderId }: Pick<Couple, 'orderId'>,
  expected: Account,
): Promise<void> {
  const order = await manager.orders.get({ orderId })
  print.line(
    `${order.number} (${order.status}): ${money(order.total)}, paid ${money(order.paid)}, due ${money(order.balanceDue)}`,
  )
  checks.is('total', order.total, expected.total)
  checks.is('paid', order.paid, expected.paid)
  checks.is('balance due', order.balanceDue, expected.due)
  checks.is('status', order.status, expected.status)
}
