/** What to set aside for debts that may not be paid. Pure: no I/O. */
import { type Due, type Instalment, duesOf, type Commitment } from '../ledger/index.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { Money } from '../values/money.ts'
import { type AgeBand, byAge } from './age-bands.ts'

/** What was owed for an order's deliveries at the end of a month. */
export interface OwedThen {
  readonly amount: Money
  /** The day of the first delivery that was not paid at once. */
  readonly since: CalendarDate
  readonly commitment: Commitment
}

/**
 * When a debt of then was due: by what is still open now, the earliest first; what has been paid since, by the due date of the
 * order, or the delivery where it has none.
 */
export function duesThen({ amount, since, commitment }: OwedThen): readonly Due[] {
  let left = amount
  const dues: Instalment[] = []
  for (const due of duesOf(commitment)) {
    const part = due.amount.lessThan(left) ? due.amount : left
    dues.push({ dueDate: due.dueDate ?? since, amount: part })
    left = left.minus(part)
  }
  return [...dues, { dueDate: commitment.dueDate ?? since, amount: left }]
}

export interface AgedAllowance {
  readonly receivable: Money
  readonly target: Money
  readonly ages: readonly {
    readonly from: number
    readonly amount: string
    readonly percent: number
    readonly allowance: string
  }[]
}

/** The percents of each age, of all that was owed on the last day of a month. */
export function allowanceFor(
  owed: readonly OwedThen[],
  policy: { readonly bands: readonly AgeBand[]; readonly percents: readonly number[] },
  on: { readonly today: CalendarDate; readonly currency: string },
): AgedAllowance {
  const amounts = byAge(owed.flatMap(duesThen), policy.bands, on)
  const parts = amounts.map((amount, place) => {
    const percent = policy.percents[place] ?? 0
    return {
      from: policy.bands[place]?.from ?? 0,
      amount,
      percent,
      allowance: amount.percentage(BigInt(percent), 'half-up'),
    }
  })
  return {
    receivable: Money.sum(on.currency, amounts),
    target: Money.sum(
      on.currency,
      parts.map(({ allowance }) => allowance),
    ),
    ages: parts.map(({ from, amount, percent, allowance }) => ({
      from,
      amount: amount.toString(),
      percent,
      allowance: allowance.toString(),
    })),
  }
}
