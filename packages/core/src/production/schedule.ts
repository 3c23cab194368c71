/** When work is done at the earliest, at so much a day: what is rush first, then what is due first. Pure. */
import { addBusinessDays, type BusinessCalendar } from '../stages/index.ts'
import type { CalendarDate } from '../values/calendar-date.ts'

export interface Job {
  readonly id: string
  /** Null where it is due on no known day: it comes last. */
  readonly due: CalendarDate | null
  readonly rush: boolean
  /** Images or spreads; what has none is done with what stands before it. */
  readonly units: number
}

export interface PlannedJob<T extends Job> {
  readonly job: T
  readonly starts: CalendarDate
  readonly finishes: CalendarDate
  /** Whether it finishes after it is due. */
  readonly late: boolean
}

/** The order in which work is done. */
export function byUrgency(one: Job, other: Job): number {
  if (one.rush !== other.rush) return one.rush ? -1 : 1
  if (one.due !== other.due) {
    if (one.due === null) return 1
    if (other.due === null) return -1
    return one.due < other.due ? -1 : 1
  }
  return one.id < other.id ? -1 : Number(one.id > other.id)
}

/**
 * @param capacity units a business day, above zero
 * @throws CALENDAR_CLOSED
 */
export function earliestFinish<T extends Job>(
  jobs: readonly T[],
  capacity: number,
  { calendar, today }: { readonly calendar: BusinessCalendar; readonly today: CalendarDate },
): PlannedJob<T>[] {
  const days: CalendarDate[] = [addBusinessDays(calendar, today, 0)]
  const day = (index: number): CalendarDate => {
    for (let last = days.at(-1) ?? today; days.length <= index; last = days.at(-1) ?? today) {
      days.push(addBusinessDays(calendar, last, 1))
    }
    return days[index] ?? today
  }
  let done = 0
  return jobs.toSorted(byUrgency).map((job) => {
    const first = Math.floor(done / capacity)
    done += job.units
    const last = Math.max(0, Math.ceil(done / capacity) - 1)
    const finishes = day(last)
    const starts = day(job.units === 0 ? last : first)
    return { job, starts, finishes, late: job.due !== null && finishes > job.due }
  })
}
