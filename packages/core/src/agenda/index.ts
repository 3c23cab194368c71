/** What other rooms, plugins and hosts may import of the agenda. */
export type { BookingEntry, BusyEntry, DayEntry, TimeOffEntry } from './entries.ts'
export { AgendaPeriodInvalid } from './errors.ts'
export type { ListUpcoming as ListUpcomingBookings, UpcomingPage } from './operations/list-upcoming.ts'
export type { AgendaCalendar, CalendarDay, ReadCalendar } from './operations/read-calendar.ts'
export type {
  DayLoad,
  HourLoad,
  KindLoad,
  PeriodLoad,
  ReadWorkload,
  ResourceLoad,
  SkillLoad,
  Workload as StudioWorkload,
} from './operations/read-workload.ts'
export { type AgendaOperations, agendaRoom } from './plugin.ts'
export type { Load } from './present-tally.ts'
