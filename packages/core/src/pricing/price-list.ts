/** Price lists: what items cost in a branch, a season, on a weekday, on one day. Pure. */
import { z } from 'zod'
import { addDays, type CalendarDate, earlierDate, laterDate, weekday } from '../values/calendar-date.ts'

export const ruleCode = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u, 'must begin with a letter or digit and hold only those and . _ -')
export const ruleName = z.string().trim().normalize('NFC').min(1).max(100)
export const branchNames = z
  .array(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/))
  .min(1)
  .max(200)
/** ISO 8601: 1 is Monday, 7 is Sunday. */
export const weekdays = z.array(z.int().min(1).max(7)).min(1).max(7)

export const priceListSchema = z.strictObject({
  code: ruleCode,
  name: ruleName,
  nameEn: ruleName.optional(),
  /** The branches in which it holds; all unless told. */
  branches: branchNames.optional(),
  /** The first and the last day of its season. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  weekdays: weekdays.optional(),
  /** Single days, such as 1 October. */
  dates: z.array(z.iso.date()).min(1).max(400).optional(),
  /** The higher goes first, before anything else. */
  priority: z.int().min(-1000).max(1000).default(0),
})

export interface PriceList extends z.output<typeof priceListSchema> {}

/** Whether a list holds on a day in a branch. */
export function listHolds(list: PriceList, on: { readonly branch: string; readonly date: CalendarDate }): boolean {
  if (list.branches !== undefined && !list.branches.includes(on.branch)) return false
  return holdsOn(list, on.date)
}

function holdsOn(list: PriceList, date: CalendarDate): boolean {
  if (list.from !== undefined && date < list.from) return false
  if (list.to !== undefined && date > list.to) return false
  if (list.weekdays !== undefined && !list.weekdays.includes(weekday(date))) return false
  return list.dates === undefined || list.dates.includes(date)
}

/**
 * How special a list is. The higher priority wins; of one priority single days before weekdays of a season, those before
 * weekdays, those before a season, that before always; then named branches before all.
 */
export function speciality(list: PriceList): readonly [priority: number, days: number, branches: number] {
  const season = list.from !== undefined || list.to !== undefined
  const days = list.dates !== undefined ? 4 : list.weekdays !== undefined ? (season ? 3 : 2) : season ? 1 : 0
  return [list.priority, days, list.branches === undefined ? 0 : 1]
}

/** Most special first. Two that are equally special never hold on one day in one branch: see {@link commonDay}. */
export function bySpeciality(a: PriceList, b: PriceList): number {
  const [one, other] = [speciality(a), speciality(b)]
  for (const at of [0, 1, 2] as const) if (one[at] !== other[at]) return other[at] - one[at]
  return a.code < b.code ? -1 : 1
}

/** A day and a branch on which both lists hold although neither is more special; undefined where there is none. */
export function commonDay(a: PriceList, b: PriceList): { date: CalendarDate; branch: string } | undefined {
  const [one, other] = [speciality(a), speciality(b)]
  if (one.some((part, at) => part !== other[at])) return undefined
  const branch = commonBranch(a.branches, b.branches)
  if (branch === undefined) return undefined
  const date = daysToTry(a, b).find((day) => holdsOn(a, day) && holdsOn(b, day))
  return date === undefined ? undefined : { date, branch }
}

function commonBranch(a: readonly string[] | undefined, b: readonly string[] | undefined): string | undefined {
  if (a === undefined || b === undefined) return a?.[0] ?? b?.[0] ?? '*'
  return a.find((branch) => b.includes(branch))
}

/** Days among which there is a common one, if there is one at all: the single days, or the first week of both seasons. */
function daysToTry(a: PriceList, b: PriceList): readonly CalendarDate[] {
  const single = a.dates ?? b.dates
  if (single !== undefined) return single
  const from = laterOf(a.from, b.from) ?? earlierDay(a.to, b.to)
  return Array.from({ length: 7 }, (_, at) => addDays(from, at))
}

const laterOf = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || b === undefined ? (a ?? b) : laterDate(a, b)

/** A week that ends with the earlier of the last days; of two lists without any, some week. */
function earlierDay(a: string | undefined, b: string | undefined): string {
  const last = a === undefined || b === undefined ? (a ?? b) : earlierDate(a, b)
  return last === undefined ? '2026-01-05' : addDays(last, -6)
}
