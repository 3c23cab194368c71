/** Which totals are added and taken away for what moved within some days. Pure: no I/O. */
import { addDays, addMonths, type CalendarDate, lastDayOfMonth } from '../values/calendar-date.ts'

/** Days, months and years as ISO 8601 writes them: `2026-11-22`, `2026-11`, `2026`. */
export interface SignedPeriods {
  readonly added: readonly string[]
  readonly taken: readonly string[]
}

/** How often each period counts: 1 or −1. */
type Weights = ReadonlyMap<string, number>

/** The days from one to another, both included. */
function days(from: CalendarDate, to: CalendarDate): readonly string[] {
  const list: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) list.push(day)
  return list
}

/** The months from one to another, both included. */
function months(from: string, to: string): readonly string[] {
  const list: string[] = []
  for (let month = from; month <= to; month = addMonths(`${month}-01`, 1).slice(0, 7)) list.push(month)
  return list
}

const weigh = (list: readonly string[], weight: number): Weights => new Map(list.map((period) => [period, weight]))

function together(...parts: readonly Weights[]): Weights {
  const sum = new Map<string, number>()
  for (const part of parts) for (const [period, weight] of part) sum.set(period, (sum.get(period) ?? 0) + weight)
  return new Map([...sum].filter(([, weight]) => weight !== 0))
}

const negated = (weights: Weights): Weights => new Map([...weights].map(([period, weight]) => [period, -weight]))

/**
 * Ways to add up what moved after a date: the rest of its month as days, or the month without its first days; likewise the rest
 * of its year. After `last` nothing moved, so that no period which begins then is asked for.
 */
function waysAfter(date: CalendarDate, last: CalendarDate): readonly Weights[] {
  if (date >= last) return [new Map()]
  const month = date.slice(0, 7)
  const year = date.slice(0, 4)
  const monthEnd = lastDayOfMonth(month)
  const years: string[] = []
  for (let next = Number(year) + 1; next <= Number(last.slice(0, 4)); next++) years.push(String(next).padStart(4, '0'))
  const restOfMonth = [
    weigh(days(addDays(date, 1), monthEnd < last ? monthEnd : last), 1),
    together(weigh([month], 1), weigh(days(`${month}-01`, date), -1)),
  ]
  const lastMonth = last.slice(0, 7) < `${year}-12` ? last.slice(0, 7) : `${year}-12`
  const restOfYear = [
    weigh(months(addMonths(`${month}-01`, 1).slice(0, 7), lastMonth), 1),
    together(weigh([year], 1), weigh(months(`${year}-01`, month), -1)),
  ]
  return restOfMonth.flatMap((ofMonth) => restOfYear.map((ofYear) => together(ofMonth, ofYear, weigh(years, 1))))
}

function fewest(ways: readonly Weights[]): SignedPeriods {
  const [least = new Map<string, number>()] = [...ways].sort((one, other) => one.size - other.size)
  const of = (weight: number) => [...least].flatMap(([period, own]) => (own === weight ? [period] : [])).sort()
  return { added: of(1), taken: of(-1) }
}

/**
 * The fewest totals that come to what moved after a date. The stock at the end of that date is the stock of now without it.
 *
 * @param last the last date on which anything can have moved
 */
export const periodsAfter = (date: CalendarDate, last: CalendarDate): SignedPeriods => fewest(waysAfter(date, last))

/**
 * The fewest totals that come to what moved from one date to another, both included.
 *
 * @param last the last date on which anything can have moved
 */
export function periodsWithin(from: CalendarDate, to: CalendarDate, last: CalendarDate): SignedPeriods {
  if (to < from) return { added: [], taken: [] }
  const later = waysAfter(to, last).map(negated)
  return fewest(waysAfter(addDays(from, -1), last).flatMap((way) => later.map((less) => together(way, less))))
}
