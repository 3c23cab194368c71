/** Says of promises whether they were kept, once each. */
import type { CommandContext } from '../engine/context.ts'
import { Money } from '../values/money.ts'
import { promiseBroken, promiseKept } from './events.ts'
import { paidInTime, promiseState } from './promise-state.ts'
import { readMovements } from './read-payments.ts'
import { type PromiseRow, receivablesPromises } from './tables.ts'

/** Judges promises that the caller has locked. Those that are still open stay so. */
export async function judgePromises(context: CommandContext, promises: readonly PromiseRow[]): Promise<void> {
  const movementsOf = await readMovements(context, promises)
  for (const promise of promises) {
    const { contactId, customerId, orderId, by, currency, amount, branch } = promise
    const paid = paidInTime(promise, movementsOf(promise))
    const today = context.studio.days(branch).dateOf(context.now)
    const state = promiseState(promise, paid, today)
    if (state === 'open') continue
    await context.store.update(receivablesPromises, promise, { state, settledAt: context.now })
    context.emit(state === 'kept' ? promiseKept : promiseBroken, {
      contactId,
      customerId,
      orderId,
      by,
      currency,
      amount: Money.ofMinor(amount, currency).toString(),
      paid: Money.ofMinor(paid, currency).toString(),
    })
  }
}
