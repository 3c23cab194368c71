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
  /** Of the entry: ids rise with time. */
  readonly id: string
  readonly orderId: string
  readonly businessDate: CalendarDate
  readonly at: string
  readonly amount: bigint
}

/** What was paid since a promise was made, through its last day; within one instant, what was written down after it. */
export const paidInTime = (
  promise: Promised & { readonly madeAt: string; readonly contactId: string },
  movements: readonly Paid[],
): bigint =>
  movements
    .filter(({ id, at, businessDate }) => {
      const later = at > promise.madeAt || (at === promise.madeAt && id > promise.contactId)
      return later && businessDate <= promise.by
    })
    .reduce((sum, { amount }) => sum + amount, 0n)

/** Kept as soon as enough was paid in time; broken where less was paid and its last day is over. */
export function promiseState(promise: Promised, paid: bigint, today: CalendarDate): PromiseState {
  if (paid >= promise.amount) return 'kept'
  return today > promise.by ? 'broken' : 'open'
}
