/** What other rooms, plugins and hosts may import of the room of calendars. */
export * from './errors.ts'
export {
  type CalendarImported,
  type CalendarSourceChanged,
  calendarImported,
  calendarSourceChanged,
  type FeedChanged,
  feedChanged,
} from './events.ts'
export type { LeftOut } from './left-out.ts'
export type { CloseFeed } from './operations/close-feed.ts'
export type { EndSource } from './operations/end-source.ts'
export type { ImportCalendar, ImportedCalendar } from './operations/import-calendar.ts'
export type { FeedPage, ListFeeds } from './operations/list-feeds.ts'
export type { ListSources, SourcePage } from './operations/list-sources.ts'
export type { OpenFeed } from './operations/open-feed.ts'
export type { BusyElsewhere, BusyElsewhereList, ReadBusyElsewhere } from './operations/read-busy-elsewhere.ts'
export type { FeedAnswer, ReadFeed } from './operations/read-feed.ts'
export type { FreeBusyAnswer, ReadFreeBusy } from './operations/read-free-busy.ts'
export type { RenewFeed } from './operations/renew-feed.ts'
export type { SaveSource } from './operations/save-source.ts'
export { type CalendarOperations, calendarsRoom } from './plugin.ts'
export type { CalendarFeed, OpenedFeed } from './present-feed.ts'
export type { CalendarSource } from './present-source.ts'
export type { CalendarsSettings } from './settings.ts'
export { calendarsImports, calendarsSources, calendarsTitles } from './source-tables.ts'
export { calendarsFeeds } from './tables.ts'
