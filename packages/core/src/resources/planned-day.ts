/** What is planned for a resource on a local day, and why. Pure. */
import type { DayRules } from './day-rules.ts'
import { inWeekOf, type ReadyRoster, type WallMinutes } from './roster-rule.ts'

/**
 * What decided about a day: its roster, the opening hours in its place, a shift, a closed day (holiday), a make-up workday; or that it is
 * not in use, or has neither roster nor opening hours.
 */
export type DayReason = 'roster' | 'openingHours' | 'shift' | 'closedDay' | 'makeUpDay' | 'notInUse' | 'noRoster'

export interface PlannedDay {
  readonly why: DayReason
  readonly spans: WallMinutes
  /** Of a shift, where somebody said why. */
  readonly reason: string | null
}

export interface Shift {
  readonly spans: WallMinutes
  readonly reason: string | null
}

/** All that decides when a resource works. Days are counted from 1970-01-01. */
export interface Plan {
  /** The first day of use, and the first after it. */
  readonly usedFrom: number
  readonly usedUntil: number
  readonly worksOnHolidays: boolean
  /** In the order of their first days; null where the opening hours hold again. */
  readonly rosters: readonly { readonly validFrom: number; readonly roster: ReadyRoster | null }[]
  /** Of the branch, in the order of their first days. */
  readonly openingHours: readonly ReadyRoster[]
  readonly shifts: ReadonlyMap<number, Shift>
}

const nothing: WallMinutes = []

/** @throws HOLIDAYS_UNKNOWN */
export function plannedDay(plan: Plan, rules: DayRules, day: number): PlannedDay {
  if (day < plan.usedFrom || day >= plan.usedUntil) return { why: 'notInUse', spans: nothing, reason: null }
  const shift = plan.shifts.get(day)
  if (shift !== undefined) return { why: 'shift', ...shift }
  const own = lastOf(plan.rosters, day)?.roster ?? null
  const roster = own ?? lastOf(plan.openingHours, day)
  if (roster === undefined) return { why: 'noRoster', spans: nothing, reason: null }
  const usual = roster.on(day)
  const why = own === null ? 'openingHours' : 'roster'
  if (rules.isMakeUp(day)) {
    if (usual.length > 0) return { why, spans: usual, reason: null }
    const spans = roster.on(day, inWeekOf(day, rules.makeUpWeekday))
    return { why: spans.length > 0 ? 'makeUpDay' : why, spans, reason: null }
  }
  // Whoever would not work anyway need not be asked about.
  if (usual.length > 0 && !plan.worksOnHolidays && rules.isClosed(day)) {
    return { why: 'closedDay', spans: nothing, reason: null }
  }
  return { why, spans: usual, reason: null }
}

/** The last version that began by this day. */
function lastOf<V extends { readonly validFrom: number }>(versions: readonly V[], day: number): V | undefined {
  let last: V | undefined
  for (const version of versions) {
    if (version.validFrom > day) break
    last = version
  }
  return last
}
