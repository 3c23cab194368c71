/** What departments and people have to do, and when they are done with it at the earliest. Pure. */
import type { BusinessCalendar } from '../stages/index.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { earliestFinish, type Job, type PlannedJob } from './schedule.ts'

export interface LoadedJob extends Job {
  readonly department: string
  readonly staffId: string | null
  /** Who has to act: only what waits for the studio takes of its capacity. */
  readonly turn: string
}

export interface Load {
  readonly jobs: number
  /** Images or spreads. */
  readonly units: number
  /** Of the jobs, those that are past their due date. */
  readonly overdue: number
  /** Units a business day; null where the settings name none. */
  readonly capacity: number | null
  /** The day on which all of it is done; null without a capacity, or with nothing to do. */
  readonly done: CalendarDate | null
}

export interface Capacity {
  readonly departments: Readonly<Record<string, number>>
  readonly people: Readonly<Record<string, number>>
}

const named = (of: Readonly<Record<string, number>>, name: string): number | null =>
  Object.hasOwn(of, name) ? (of[name] ?? null) : null

/** What one department or person has to do. */
export function loadOf(
  jobs: readonly LoadedJob[],
  capacity: number | null,
  at: { readonly calendar: BusinessCalendar; readonly today: CalendarDate },
): { readonly load: Load; readonly planned: readonly PlannedJob<LoadedJob>[] } {
  const own = jobs.filter(({ turn }) => turn === 'studio')
  const planned = capacity === null ? [] : earliestFinish(own, capacity, at)
  const load = {
    jobs: jobs.length,
    units: own.reduce((sum, { units }) => sum + units, 0),
    overdue: jobs.filter(({ due }) => due !== null && due < at.today).length,
    capacity,
    done: planned.reduce<CalendarDate | null>(
      (last, { finishes }) => (last === null || finishes > last ? finishes : last),
      null,
    ),
  }
  return { load, planned }
}

/**
 * The earliest finish of each job: by the capacity of its person where that is known, and not before that of its department lets
 * it be done; null where neither is known, or another than the studio has to act.
 */
export function planLoad(
  jobs: readonly LoadedJob[],
  capacity: Capacity,
  at: { readonly calendar: BusinessCalendar; readonly today: CalendarDate },
) {
  const finishes = new Map<string, CalendarDate>()
  const plan = (names: readonly string[], of: (name: string) => readonly LoadedJob[], per: Capacity['people']) =>
    names.map((name) => {
      const { load, planned } = loadOf(of(name), named(per, name), at)
      for (const { job, finishes: day } of planned) {
        const before = finishes.get(job.id)
        if (before === undefined || day > before) finishes.set(job.id, day)
      }
      return { name, ...load }
    })
  const departments = plan(
    [...new Set(jobs.map(({ department }) => department))].sort(),
    (name) => jobs.filter(({ department }) => department === name),
    capacity.departments,
  )
  const people = plan(
    [...new Set(jobs.flatMap(({ staffId }) => staffId ?? []))].sort(),
    (name) => jobs.filter(({ staffId }) => staffId === name),
    capacity.people,
  )
  return { departments, people, finishes }
}
