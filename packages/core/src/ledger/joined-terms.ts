/** When the money of two orders is due that become one. Pure: no I/O. */
import type { CalendarDate } from '../values/calendar-date.ts'
import { Money } from '../values/money.ts'
import { type Instalment, instalmentsOf, openInstalments, storedInstalments } from './instalments.ts'
import type { Commitment } from './standing.ts'

type Terms = Pick<Commitment, 'dueDate' | 'planned' | 'instalments'>

/**
 * What is open of either stays due on its day. What had no day is due with the last of the other's; where both had one and the
 * same day, or neither any, there is nothing to agree on.
 */
export function joinedTerms(one: Commitment, other: Commitment): Terms {
  const { currency } = one
  const byDate = new Map<CalendarDate, Money>()
  let undated = Money.zero(currency)
  for (const commitment of [one, other]) {
    for (const { dueDate, amount } of partsOf(commitment)) {
      if (dueDate === null) undated = undated.plus(amount)
      else byDate.set(dueDate, (byDate.get(dueDate) ?? Money.zero(currency)).plus(amount))
    }
  }
  const dates = [...byDate].sort(([a], [b]) => (a < b ? -1 : 1))
  const [first, ...more] = dates
  if (first === undefined) return { dueDate: one.dueDate ?? other.dueDate, planned: false, instalments: null }
  if (more.length === 0) return { dueDate: first[0], planned: false, instalments: null }
  const last = dates.length - 1
  const parts = dates.map(
    ([dueDate, amount], place): Instalment => ({ dueDate, amount: place === last ? amount.plus(undated) : amount }),
  )
  return { dueDate: first[0], planned: true, instalments: storedInstalments(parts) }
}

interface Part {
  readonly dueDate: CalendarDate | null
  readonly amount: Money
}

function partsOf(commitment: Commitment): readonly Part[] {
  const outstanding = Money.ofMinor(commitment.outstanding, commitment.currency)
  if (!outstanding.isPositive()) return []
  if (commitment.planned) return openInstalments(instalmentsOf(commitment), outstanding)
  return [{ dueDate: commitment.dueDate, amount: outstanding }]
}
