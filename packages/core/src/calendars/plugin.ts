/** The room of calendars: bookings as other programs read them, and calendars of others as busy times. */
import { definePlugin, type Plugin } from '../engine/plugin.ts'
import { engineVersion } from '../engine/version.ts'
import * as errors from './errors.ts'
import { calendarImported, calendarSourceChanged, feedChanged } from './events.ts'
import { forgetPeople } from './forget-people.ts'
import { closeFeed } from './operations/close-feed.ts'
import { endSource } from './operations/end-source.ts'
import { importCalendar } from './operations/import-calendar.ts'
import { feeds } from './operations/list-feeds.ts'
import { sources } from './operations/list-sources.ts'
import { openFeed } from './operations/open-feed.ts'
import { busyElsewhere } from './operations/read-busy-elsewhere.ts'
import { feed } from './operations/read-feed.ts'
import { freeBusy } from './operations/read-free-busy.ts'
import { renewFeed } from './operations/renew-feed.ts'
import { saveSource } from './operations/save-source.ts'
import { type CalendarsSettings, calendarsSettings } from './settings.ts'
import { calendarsImports, calendarsSources, calendarsTitles } from './source-tables.ts'
import { calendarsFeeds } from './tables.ts'

const operations = {
  openFeed,
  renewFeed,
  closeFeed,
  feeds,
  feed,
  freeBusy,
  saveSource,
  sources,
  endSource,
  import: importCalendar,
  busyElsewhere,
} as const

/** What the desk offers under `calendars`. */
export type CalendarOperations = typeof operations

export const calendarsRoom: Plugin<'calendars', CalendarOperations, CalendarsSettings> = definePlugin({
  ...calendarsSettings,
  version: engineVersion,
  requires: { claims: '*', customers: '*', resources: '*', bookings: '*' },
  tables: [calendarsFeeds, calendarsSources, calendarsImports, calendarsTitles],
  operations,
  // Who reads a feed is nobody of the studio: the token says what may be read.
  roles: {
    owner: ['*'],
    manager: ['calendars.*'],
    reception: ['calendars.feed', 'calendars.freeBusy'],
    public: ['calendars.feed'],
  },
  events: [feedChanged, calendarSourceChanged, calendarImported],
  hooks: [forgetPeople],
  errors: Object.values(errors),
})
