/** What changes of a commitment when its money, its total or its terms move. Pure: no I/O. */
import type { CalendarDate } from '../values/calendar-date.ts'
import { instalmentsOf, openInstalments, refitted, storedInstalments } from './instalments.ts'
import { type Commitment, outstandingOf, receivableOf, type Standing, standingColumns, standingOf } from './standing.ts'

type Terms = Pick<Commitment, 'dueDate' | 'planned' | 'instalments'>
type Changed = ReturnType<typeof standingColumns> & Terms & Pick<Commitment, 'owedSince' | 'claim'>

/**
 * The columns of a commitment that stands as `after` from `date` on: with them, since when something is owed for what was
 * delivered, and which instalment is the earliest that is open.
 */
export function changedColumns(commitment: Commitment, after: Standing, date: CalendarDate): Changed {
  const receivable = receivableOf(after)
  // What was let go may be claimed again, and is then as old as it was.
  const letGo = after.waived.isPositive() || after.writtenOff.isPositive()
  const owedSince = receivable.isPositive() ? (commitment.owedSince ?? date) : letGo ? commitment.owedSince : null
  const terms = termsAfter(commitment, after)
  const claim = terms.dueDate === null ? receivable : outstandingOf(after)
  return { ...standingColumns(after), ...terms, owedSince, claim: claim.minor }
}

function termsAfter(commitment: Commitment, after: Standing): Terms {
  const { planned, dueDate, instalments } = commitment
  if (!planned) return { planned, dueDate, instalments }
  const fitted = refitted(instalmentsOf(commitment), after.total.minus(standingOf(commitment).total))
  const [first] = openInstalments(fitted, outstandingOf(after))
  return {
    planned,
    dueDate: first?.dueDate ?? fitted.at(-1)?.dueDate ?? dueDate,
    instalments: storedInstalments(fitted),
  }
}
