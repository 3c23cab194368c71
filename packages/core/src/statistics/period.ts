/** Stretches of business days, both ends included. Pure. */
import { z } from 'zod'
import type { CalendarDate, CalendarMonth } from '../values/calendar-date.ts'
import { addMonths, monthOf } from '../values/calendar-date.ts'
import { PeriodInvalid } from './errors.ts'

export interface Period {
  /** First business date. */
  readonly from: CalendarDate
  /** Last business date, included. */
  readonly to: CalendarDate
  /** One branch, or all that the actor reaches. */
  readonly branch?: string | undefined
}

export const periodInput = {
  /** First business date. */
  from: z.iso.date(),
  /** Last business date, included. */
  to: z.iso.date(),
  branch: z.string().min(1).max(40).optional(),
}

/** The most months of one answer. */
const mostMonths = 240

/** @throws STATISTICS_PERIOD_INVALID */
export function requirePeriod(period: Period): void {
  if (period.from > period.to) throw PeriodInvalid.create({ ...period, rule: 'must not end before it begins' })
}

/**
 * The months that a period touches, in order.
 *
 * @throws STATISTICS_PERIOD_INVALID
 */
export function monthsOf(period: Period): CalendarMonth[] {
  requirePeriod(period)
  const months: CalendarMonth[] = []
  const last = monthOf(period.to)
  for (let month = monthOf(period.from); month <= last; month = monthOf(addMonths(`${month}-01`, 1))) {
    if (months.length === mostMonths)
      throw PeriodInvalid.create({ ...period, rule: `must touch at most ${mostMonths} months` })
    months.push(month)
  }
  return months
}
