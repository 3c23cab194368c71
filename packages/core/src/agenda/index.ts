/** What other rooms, plugins and hosts may import of the agenda. */
export type { BookingEntry, BusyEntry, DayEntry, TimeOffEntry } from './entries.ts'
export type { BrokenRule } from './breaks.ts'
export { AgendaPeriodInvalid } from './errors.ts'
export type { ListUpcoming as ListUpcomingBookings, UpcomingPage } from './operations/list-upcoming.ts'
export type { AgendaConflict, AgendaConflicts, ReadConflicts } from './operations/read-conflicts.ts'
export type { AgendaCalendar, CalendarDay, ReadCalendar } from './operations/read-calendar.ts'
export type {
  FreeCapacity,
  KindFree,
  PoolFree,
  ReadFreeCapacity,
  ResourceFree,
  ServiceDay,
  ServiceFree,
  ServiceStart,
  SkillFree,
} from './operations/read-free-capacity.ts'
export type { DayFree, FreeMinutes, HourFree, PeriodFree } from './present-free.ts'
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
export type { ProductionTimetable, ReadProduction } from './operations/read-production.ts'
export { type AgendaOperations, agendaRoom } from './plugin.ts'
export type { Load } from './present-tally.ts'
export type { AgendaSettings } from './settings.ts'
