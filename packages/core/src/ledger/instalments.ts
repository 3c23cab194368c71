/** When an order's money is due, in one part or several. Pure: no I/O. */
import { z } from 'zod'
import type { CalendarDate } from '../values/calendar-date.ts'
import type { Json } from '../values/json.ts'
import { Money } from '../values/money.ts'
import { type Commitment, leastOf, receivableOf, standingOf } from './standing.ts'

/** A part of what is outstanding, and the day on which it is due. */
export interface Instalment {
  readonly dueDate: CalendarDate
  readonly amount: Money
}

/** What is still open of one part: null where no day was agreed and nothing was delivered for it yet. */
export interface Due {
  readonly dueDate: CalendarDate | null
  readonly amount: Money
}

const stored = z.array(z.strictObject({ dueDate: z.string(), minor: z.string() }))

/** The agreed instalments of a commitment, the earliest first; empty where there are none. */
export function instalmentsOf({ instalments, currency }: Commitment): readonly Instalment[] {
  if (instalments === null) return []
  return stored
    .parse(instalments)
    .map(({ dueDate, minor }) => ({ dueDate, amount: Money.ofMinor(BigInt(minor), currency) }))
}

export const storedInstalments = (instalments: readonly Instalment[]): Json =>
  instalments.map(({ dueDate, amount }) => ({ dueDate, minor: amount.minor.toString() }))

/**
 * What is still open of each instalment: money settles the earliest first. What is outstanding beyond the plan, because money
 * came back that was paid before it, is due with the first.
 */
export function openInstalments(instalments: readonly Instalment[], outstanding: Money): readonly Instalment[] {
  let left = outstanding
  const open = instalments.map(({ dueDate, amount }) => ({ dueDate, amount }))
  for (let place = open.length - 1; place >= 0; place--) {
    const part = open[place]
    if (part === undefined) continue
    const amount = place === 0 ? left : leastOf(left, part.amount)
    left = left.minus(amount)
    open[place] = { dueDate: part.dueDate, amount }
  }
  return open.filter(({ amount }) => amount.isPositive())
}

/** After a change of the total: what is added is due with the last instalment, what is taken away comes off the last first. */
export function refitted(instalments: readonly Instalment[], change: Money): readonly Instalment[] {
  let left = change
  const fitted: Instalment[] = []
  for (const { dueDate, amount } of instalments.toReversed()) {
    const whole = amount.plus(left)
    const kept = whole.isNegative() ? Money.zero(change.currency) : whole
    left = whole.minus(kept)
    fitted.unshift({ dueDate, amount: kept })
  }
  return fitted
}

/**
 * What is open of an order, by the day on which it is due, the earliest first. Without an agreed day, what was delivered is
 * due since the delivery, and the rest on no day yet.
 */
export function duesOf(commitment: Commitment): readonly Due[] {
  const outstanding = Money.ofMinor(commitment.outstanding, commitment.currency)
  if (!outstanding.isPositive()) return []
  if (commitment.planned) return openInstalments(instalmentsOf(commitment), outstanding)
  if (commitment.dueDate !== null) return [{ dueDate: commitment.dueDate, amount: outstanding }]
  const owed = leastOf(receivableOf(standingOf(commitment)), outstanding)
  const parts: readonly Due[] = [
    { dueDate: commitment.owedSince, amount: owed },
    { dueDate: null, amount: outstanding.minus(owed) },
  ]
  return parts.filter(({ amount }) => amount.isPositive())
}

/** The part of it that was due before a day: arrears (欠款). */
export function overdueOf(commitment: Commitment, today: CalendarDate): Money {
  const late = duesOf(commitment).filter(({ dueDate }) => dueDate !== null && dueDate < today)
  return Money.sum(
    commitment.currency,
    late.map(({ amount }) => amount),
  )
}
