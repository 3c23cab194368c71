/** What was wished for, as it would be given again. */
import type { CommandContext } from '../engine/context.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { addMillis, type Instant } from '../values/instant.ts'
import { localTimeAt } from '../values/local-time.ts'
import type { WishGiven } from './make-wish.ts'
import type { EntryRow } from './tables.ts'
import type { WishedWindow } from './wish.ts'

export function windowsGiven({ windows, sessionId }: EntryRow): Pick<WishGiven, 'windows' | 'sessionId'> {
  if (sessionId !== null) return { sessionId }
  const wished = windows as unknown as readonly WishedWindow[]
  return {
    windows: wished.map(({ from, to, times, weekdays }) => ({
      ...{ from, to },
      ...(times === null ? {} : { times }),
      ...(weekdays === null ? {} : { weekdays: [...weekdays] }),
    })),
  }
}

/** The last local day before a moment. */
export const dateBefore = ({ branch, studio }: CommandContext, instant: Instant): CalendarDate =>
  localTimeAt(addMillis(instant, -1), studio.days(branch).timeZone).date
