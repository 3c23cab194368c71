/** What customers owe that was due before a day, added up exactly and without reading every order. */
import type { Filter } from '../storage/filter.ts'
import type { ScopedReads } from '../storage/scoped-reads.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { Money } from '../values/money.ts'
import { overdueOf } from './instalments.ts'
import type { Commitment } from './standing.ts'
import { ledgerCommitments } from './tables.ts'

export interface Arrears {
  /** Of the orders with something overdue. */
  readonly count: number
  readonly amount: Money
}

/** Orders with something that was due before a day: by its own due date, or since it was delivered where it has none. */
export const lateOn = (today: CalendarDate): Filter<Commitment> => ({
  anyOf: [{ dueDate: { lt: today } }, { dueDate: null, owedSince: { lt: today } }],
})

/** One statement; where orders in instalments are late, another, since those alone are read one by one. */
export async function readArrears(
  store: ScopedReads,
  wanted: { readonly where: Filter<Commitment>; readonly today: CalendarDate; readonly currency: string },
): Promise<Arrears> {
  const { today, currency } = wanted
  const where: Filter<Commitment> = { ...wanted.where, owing: true, ...lateOn(today) }
  const groups = await store.aggregate(ledgerCommitments, {
    where,
    groupBy: ['planned'],
    measures: { count: { of: 'count' }, claim: { of: 'sum', column: 'claim' } },
    limit: 'all',
  })
  const whole = groups.find(({ planned }) => !planned)
  const planned = groups.some((group) => group.planned)
    ? await store.find(ledgerCommitments, { where: { ...where, planned: true }, limit: 'all' })
    : []
  const late = planned.map((commitment) => overdueOf(commitment, today))
  return {
    count: (whole?.count ?? 0) + late.length,
    amount: Money.sum(currency, late).plus(Money.ofMinor(whole?.claim ?? 0n, currency)),
  }
}
