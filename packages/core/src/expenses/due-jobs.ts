/** The jobs of this room by name, and when each is due: for those who schedule them. Their work is in due-work.ts. */
import { z } from 'zod'
import type { CommandContext } from '../engine/context.ts'
import type { JobKind } from '../engine/job-kind.ts'
import type { CalendarDate } from '../values/calendar-date.ts'

/** One row of its table. */
export interface DueRow {
  id: string
}

const kind = (name: string): JobKind<DueRow> => ({ name, input: z.object({ id: z.string() }) })

export const recurringDue: JobKind<DueRow> = kind('expenses.postRecurring')
export const prepaidDue: JobKind<DueRow> = kind('expenses.postPrepaid')
export const accrualDue: JobKind<DueRow> = kind('expenses.takeAccrualBack')

/**
 * Schedules a row for the moment at which the business day of its date begins, at once where that is over: in the branch of the
 * session, stored with the command. Nothing runs in between, however many studios there are.
 */
export function scheduleFor(
  context: CommandContext,
  job: JobKind<DueRow>,
  id: string,
  date: CalendarDate | null,
): void {
  if (date === null) return
  context.schedule(job, { id }, { at: context.studio.days(context.branch).startOf(date) })
}
