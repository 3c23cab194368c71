/** Whether a promise to pay was kept. Pure: no I/O. */
import type { CalendarDate } from '../values/calendar-date.ts'

export type PromiseState = 'open' | 'kept' | 'broken'

export interface Promised {
  readonly amount: bigint
  /** The last day on which it can be kept. */
  readonly by: CalendarDate
}

/** Money that came or went for an order: below zero where it went back. */
export interface Paid {
  readonly orderId: string
  readonly businessDate: CalendarDate
  readonly at: string
  readonly amount: bigint
}

/** What was paid since a promise was made, through its last day. */
export const paidInTime = (promise: Promised & { readonly madeAt: string }, movements: readonly Paid[]): bigint =>
  movements
    .filter(({ at, businessDate }) => at >= promise.madeAt && businessDate <= promise.by)
    .reduce((sum, { amount }) => sum + amount, 0n)

/** Kept as soon as enough was paid in time; broken where less was paid and its last day is over. */
export function promiseState(promise: Promised, paid: bigint, today: CalendarDate): PromiseState {
  if (paid >= promise.amount) return 'kept'
  return today > promise.by ? 'broken' : 'open'
}
