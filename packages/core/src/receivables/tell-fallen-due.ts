/** Tells what fell due, once for every due date of an order. */
import type { CommandContext } from '../engine/context.ts'
import { type Commitment, duesOf } from '../ledger/index.ts'
import { receivableFellDue } from './events.ts'
import { receivablesReminders } from './tables.ts'

/** Tells of these orders what has not been told yet. Statements: what was told before, and one insert. */
export async function tellFallenDue(context: CommandContext, commitments: readonly Commitment[]): Promise<void> {
  const { store, studio, now } = context
  if (commitments.length === 0) return
  const told = await store.find(receivablesReminders, {
    where: { orderId: { in: commitments.map(({ orderId }) => orderId) } },
    limit: 'all',
  })
  const known = new Set(told.map(({ orderId, dueDate }) => `${dueDate} ${orderId}`))
  for (const commitment of commitments) {
    const { orderId, customerId, branch, currency } = commitment
    const today = studio.days(branch).dateOf(now)
    for (const { dueDate, amount } of duesOf(commitment)) {
      if (dueDate === null || dueDate > today || known.has(`${dueDate} ${orderId}`)) continue
      store.insert(receivablesReminders, { orderId, dueDate, branch, currency, amount: amount.minor, at: now })
      context.emit(receivableFellDue, {
        orderId,
        customerId,
        branch,
        dueDate,
        currency,
        amount: amount.toString(),
      })
    }
  }
}
