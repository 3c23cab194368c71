/** Whether a branch's day is closed: the last of its closings and reopenings says so. */
import type { QueryContext } from '../engine/context.ts'
import type { ScopedReads } from '../storage/scoped-reads.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { TillDayClosed } from './errors.ts'
import { type DayRow, tillsDays } from './tables.ts'

/** The newest first. */
export function readDayHistory(store: ScopedReads, branch: string, businessDate: CalendarDate): Promise<DayRow[]> {
  return store.find(tillsDays, { where: { branch, businessDate }, orderBy: ['-revision'], limit: 'all' })
}

/** @throws TILL_DAY_CLOSED */
export async function refuseClosedDay(
  { store, branch }: { readonly store: ScopedReads; readonly branch: QueryContext['branch'] },
  date: CalendarDate,
): Promise<DayRow[]> {
  const history = await readDayHistory(store, branch, date)
  if (history[0]?.kind === 'closed') throw TillDayClosed.create({ date, branch })
  return history
}
