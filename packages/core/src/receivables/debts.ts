/** What each customer owes, put together from open orders. Pure: no I/O. */
import { type Commitment, duesOf } from '../ledger/index.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { Money } from '../values/money.ts'
import { type AgeBand, byAge } from './age-bands.ts'

export interface Debt {
  /** The customer's id; of an order without a customer, the order's with a mark before it. */
  readonly key: string
  readonly customerId: string | null
  readonly outstanding: Money
  readonly overdue: Money
  /** One amount a band. */
  readonly ages: readonly Money[]
  /** The earliest due date that has passed. */
  readonly since: CalendarDate | null
  readonly commitments: readonly Commitment[]
}

export interface Ageing {
  readonly bands: readonly AgeBand[]
  readonly today: CalendarDate
  readonly currency: string
}

const keyOf = ({ customerId, orderId }: Commitment): string => customerId ?? `order ${orderId}`

/** Debts of customers, each customer once. */
export function debtsOf(commitments: readonly Commitment[], ageing: Ageing): readonly Debt[] {
  const groups = new Map<string, Commitment[]>()
  for (const commitment of commitments) {
    const own = groups.get(keyOf(commitment))
    if (own === undefined) groups.set(keyOf(commitment), [commitment])
    else own.push(commitment)
  }
  return [...groups].map(([key, own]) => debtOf(key, own, ageing))
}

function debtOf(key: string, commitments: readonly Commitment[], ageing: Ageing): Debt {
  const dues = commitments.flatMap(duesOf)
  const ages = byAge(dues, ageing.bands, ageing)
  const passed = dues.flatMap(({ dueDate }) => (dueDate !== null && dueDate < ageing.today ? [dueDate] : []))
  return {
    key,
    customerId: commitments[0]?.customerId ?? null,
    outstanding: Money.sum(ageing.currency, ages),
    overdue: Money.sum(ageing.currency, ages.slice(1)),
    ages,
    since: passed.reduce<string | null>((least, date) => (least === null || date < least ? date : least), null),
    commitments,
  }
}

/** The sums of debts. */
export function totalDebts(debts: readonly Debt[], { bands, currency }: Ageing) {
  const sum = (amount: (debt: Debt) => Money) => Money.sum(currency, debts.map(amount))
  return {
    outstanding: sum((debt) => debt.outstanding),
    overdue: sum((debt) => debt.overdue),
    ages: bands.map((_, place) => sum((debt) => debt.ages[place] ?? Money.zero(currency))),
  }
}

/** The ways in which debts can be sorted: what sorts first is the most urgent. */
export const debtOrders = ['overdue', 'outstanding', 'age'] as const
export type DebtOrder = (typeof debtOrders)[number]

/** What a debt is sorted by: higher first, except dates, of which the earliest comes first and none last. */
export const rankOf = (debt: Debt, order: DebtOrder): bigint | string =>
  order === 'age' ? (debt.since ?? '9999-12-31') : debt[order].minor

/** Puts debts in a total order: equal ranks go by key. */
export function sortDebts(debts: readonly Debt[], order: DebtOrder): readonly Debt[] {
  return debts.toSorted((one, other) => compareRanks(one, other, order))
}

const compareRanks = (one: Debt, other: Debt, order: DebtOrder): number =>
  compareTo(one, { rank: rankOf(other, order), key: other.key }, order)

/** Below zero where a debt stands before the place that a cursor names. */
export function compareTo(
  debt: Debt,
  place: { readonly rank: bigint | string; readonly key: string },
  order: DebtOrder,
): number {
  const rank = rankOf(debt, order)
  if (rank !== place.rank) {
    const less = rank < place.rank
    return less === (order === 'age') ? -1 : 1
  }
  return debt.key < place.key ? -1 : debt.key > place.key ? 1 : 0
}
