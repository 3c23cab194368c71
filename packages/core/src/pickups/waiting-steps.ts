/** How long something has waited: which step of the studio's that is, when the next one is, and what keeping it may cost. Pure. */
import { addDays, type CalendarDate, daysBetween } from '../values/calendar-date.ts'
import { Money } from '../values/money.ts'
import type { StorageFee } from './settings.ts'

export interface Steps {
  /** How many steps are behind. */
  readonly steps: number
  /** When the next one is; null after the last. */
  readonly nextStepOn: CalendarDate | null
}

/** Where the waiting stands that began on a day. */
export function stepsOn(unclaimedDays: readonly number[], since: CalendarDate, today: CalendarDate): Steps {
  const age = daysBetween(since, today)
  const steps = unclaimedDays.filter((days) => days <= age).length
  const next = unclaimedDays[steps]
  return { steps, nextStepOn: next === undefined ? null : addDays(since, next) }
}

/** What is proposed for keeping it, from the first day after the free ones on; null where nothing is. */
export function proposedFee(fee: StorageFee | null, ageDays: number, currency: string): Money | null {
  if (fee === null || ageDays <= fee.afterDays) return null
  const all = Money.of(fee.perDay, currency).times(BigInt(ageDays - fee.afterDays))
  const most = fee.most === null ? all : Money.of(fee.most, currency)
  return all.greaterThan(most) ? most : all
}
