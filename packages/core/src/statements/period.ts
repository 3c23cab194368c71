/** Stretches of business days: cut into intervals, and set against another stretch. Pure: no I/O. */
import { z } from 'zod'
import { addDays, addMonths, type CalendarDate, daysBetween, lastDayOfMonth, monthOf } from '../values/calendar-date.ts'
import { StatementPeriodInvalid } from './errors.ts'

/** Both ends included. */
export interface Period {
  readonly from: CalendarDate
  readonly to: CalendarDate
}

/** How a period is cut. Weeks are left out: they belong to no month and no year. */
export type StatementInterval = 'none' | 'day' | 'month' | 'quarter' | 'year'

/** Which other period a statement is set against: the one before, or the same one a year earlier. */
export type StatementComparison = 'previous' | 'lastYear'

export const intervalSchema: z.ZodType<StatementInterval, StatementInterval> = z.enum([
  'none',
  'day',
  'month',
  'quarter',
  'year',
])

export const comparisonSchema: z.ZodType<StatementComparison, StatementComparison> = z.enum(['previous', 'lastYear'])

/** One part of a period that was cut. */
export interface PeriodPart extends Period {
  /** `2026-11-22`, `2026-11`, `2026-Q4` or `2026`; the whole period is `2026-11-01/2026-11-30` (ISO 8601). */
  readonly name: string
}

/** The most parts of one answer: every day of a leap year. */
const mostParts = 366
const mostYears = 100
const firstDate = '1900-01-01'

/** @throws STATEMENT_PERIOD_INVALID */
export function requirePeriod({ from, to }: Period): void {
  const refuse = (rule: string) => StatementPeriodInvalid.create({ from, to, rule })
  if (from > to) throw refuse('must not end before it begins')
  if (from < firstDate) throw refuse(`must not begin before ${firstDate}`)
  if (to >= addMonths(from, mostYears * 12)) throw refuse(`must be at most ${mostYears} years long`)
}

/**
 * The parts of a period in their order; the first and the last are shorter where the period cuts them. Together they are
 * the period.
 *
 * @throws STATEMENT_PERIOD_INVALID
 */
export function partsOf(period: Period, interval: StatementInterval): readonly PeriodPart[] {
  requirePeriod(period)
  if (interval === 'none') return [{ ...period, name: `${period.from}/${period.to}` }]
  const parts: PeriodPart[] = []
  for (let from = period.from; ; ) {
    if (parts.length === mostParts) {
      const rule = `has more than ${mostParts} parts by ${interval}`
      throw StatementPeriodInvalid.create({ ...period, rule })
    }
    const end = endOf(from, interval)
    const isLast = end >= period.to
    parts.push({ from, to: isLast ? period.to : end, name: nameOf(from, interval) })
    if (isLast) break
    from = addDays(end, 1)
  }
  return parts
}

type Cut = Exclude<StatementInterval, 'none'>

const quarterOf = (date: CalendarDate): number => Math.ceil(Number(date.slice(5, 7)) / 3)

function endOf(date: CalendarDate, interval: Cut): CalendarDate {
  const year = date.slice(0, 4)
  switch (interval) {
    case 'day':
      return date
    case 'month':
      return lastDayOfMonth(date)
    case 'quarter':
      return lastDayOfMonth(`${year}-${String(quarterOf(date) * 3).padStart(2, '0')}`)
    case 'year':
      return `${year}-12-31`
  }
}

function nameOf(date: CalendarDate, interval: Cut): string {
  switch (interval) {
    case 'day':
      return date
    case 'month':
      return monthOf(date)
    case 'quarter':
      return `${date.slice(0, 4)}-Q${quarterOf(date)}`
    case 'year':
      return date.slice(0, 4)
  }
}

const isWhole = (period: Period, interval: Cut): boolean =>
  beginOf(period.to, interval) === period.from && endOf(period.from, interval) === period.to

function beginOf(date: CalendarDate, interval: Cut): CalendarDate {
  switch (interval) {
    case 'day':
      return date
    case 'month':
      return `${monthOf(date)}-01`
    case 'quarter':
      return `${date.slice(0, 4)}-${String(quarterOf(date) * 3 - 2).padStart(2, '0')}-01`
    case 'year':
      return `${date.slice(0, 4)}-01-01`
  }
}

/**
 * The period that another is set against. Before a whole month, quarter or year: the whole one before. Before any other
 * stretch: as many days, up to the day before. A year earlier: the same dates, and the end of a month is its end.
 */
export function comparedPeriod(period: Period, comparison: StatementComparison): Period {
  if (comparison === 'lastYear') return { from: addMonths(period.from, -12), to: aYearEarlier(period.to) }
  const to = addDays(period.from, -1)
  const whole = (['month', 'quarter', 'year'] as const).find((interval) => isWhole(period, interval))
  if (whole !== undefined) return { from: beginOf(to, whole), to }
  return { from: addDays(to, -daysBetween(period.from, period.to)), to }
}

const aYearEarlier = (date: CalendarDate): CalendarDate => monthsEarlier(date, 12)

const monthsEarlier = (date: CalendarDate, months: number): CalendarDate => {
  const earlier = addMonths(date, -months)
  return date === lastDayOfMonth(date) ? lastDayOfMonth(earlier) : earlier
}

/** The date that a balance is set against: a month or a year earlier, and the end of a month is its end. */
export const comparedDate = (date: CalendarDate, comparison: StatementComparison): CalendarDate =>
  monthsEarlier(date, comparison === 'lastYear' ? 12 : 1)
