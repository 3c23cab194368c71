/** The lists of the pickup counter, each along an index. Pure. */
import type { Filter } from '../storage/filter.ts'
import { addDays, type CalendarDate } from '../values/calendar-date.ts'
import type { WaitingRow } from './tables.ts'

/**
 * `ready`: complete, and nobody was told. `notified`: told, no day agreed. `agreed`: a day is agreed. `unclaimed`: told at least so
 * many days ago, whatever was agreed. `stored`: on a shelf.
 */
export const waitingLists = ['ready', 'notified', 'agreed', 'unclaimed', 'stored'] as const
export type WaitingList = (typeof waitingLists)[number]

export type WaitingOrder = 'readyOn' | 'notifiedOn' | 'agreedOn' | 'place'

export function waitingList(
  list: WaitingList,
  of: { readonly today: CalendarDate; readonly days: number; readonly on: CalendarDate | undefined },
): { readonly where: Filter<WaitingRow>; readonly orderBy: WaitingOrder } {
  const open = { open: true }
  switch (list) {
    case 'ready':
      return { where: { ...open, readyOn: { ne: null }, notifiedOn: null }, orderBy: 'readyOn' }
    case 'notified':
      return { where: { ...open, notifiedOn: { ne: null }, agreedOn: null }, orderBy: 'notifiedOn' }
    case 'agreed':
      return { where: { ...open, agreedOn: of.on ?? { ne: null } }, orderBy: 'agreedOn' }
    case 'unclaimed':
      return { where: { ...open, notifiedOn: { lte: addDays(of.today, -of.days) } }, orderBy: 'notifiedOn' }
    case 'stored':
      return { where: { ...open, place: { ne: null } }, orderBy: 'place' }
  }
}
