/** How old a debt is: bands of days overdue. Pure: no I/O. */
import { type CalendarDate, daysBetween } from '../values/calendar-date.ts'
import { Money } from '../values/money.ts'
import type { Due } from '../ledger/index.ts'

/** One age: `from` and `to` are days overdue, both included; `from` 0 is what is not due, `to` null the oldest. */
export interface AgeBand {
  readonly from: number
  readonly to: number | null
}

/** What is not due, then each age, the youngest first. */
export function ageBands(lastDays: readonly number[]): readonly AgeBand[] {
  const ages = lastDays.map((to, at) => ({ from: (lastDays[at - 1] ?? 0) + 1, to }))
  return [{ from: 0, to: 0 }, ...ages, { from: (lastDays.at(-1) ?? 0) + 1, to: null }]
}

/** Days since a due date; 0 on the day itself and before. */
export const daysLate = (dueDate: CalendarDate | null, today: CalendarDate): number =>
  dueDate === null ? 0 : Math.max(0, daysBetween(dueDate, today))

/** What is open, by age: one amount a band. */
export function byAge(
  dues: readonly Due[],
  bands: readonly AgeBand[],
  on: { readonly today: CalendarDate; readonly currency: string },
): readonly Money[] {
  const amounts = bands.map(() => Money.zero(on.currency))
  for (const { dueDate, amount } of dues) {
    const late = daysLate(dueDate, on.today)
    const place = bands.findIndex(({ from, to }) => late >= from && (to === null || late <= to))
    amounts[place] = (amounts[place] ?? Money.zero(on.currency)).plus(amount)
  }
  return amounts
}
