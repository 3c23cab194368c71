/** The room of calendars: bookings as other programs read them. */
import { definePlugin, type Plugin } from '../engine/plugin.ts'
import { engineVersion } from '../engine/version.ts'
import * as errors from './errors.ts'
import { feedChanged } from './events.ts'
import { closeFeed } from './operations/close-feed.ts'
import { feeds } from './operations/list-feeds.ts'
import { openFeed } from './operations/open-feed.ts'
import { feed } from './operations/read-feed.ts'
import { freeBusy } from './operations/read-free-busy.ts'
import { renewFeed } from './operations/renew-feed.ts'
import { type CalendarsSettings, calendarsSettings } from './settings.ts'
import { calendarsFeeds } from './tables.ts'

const operations = { openFeed, renewFeed, closeFeed, feeds, feed, freeBusy } as const

/** What the desk offers under `calendars`. */
export type CalendarOperations = typeof operations

export const calendarsRoom: Plugin<'calendars', CalendarOperations, CalendarsSettings> = definePlugin({
  ...calendarsSettings,
  version: engineVersion,
  requires: { claims: '*', customers: '*', resources: '*', bookings: '*' },
  tables: [calendarsFeeds],
  operations,
  // Who reads a feed is nobody of the studio: the token says what may be read.
  roles: {
    owner: ['*'],
    manager: ['calendars.*'],
    reception: ['calendars.feed', 'calendars.freeBusy'],
    public: ['calendars.feed'],
  },
  events: [feedChanged],
  errors: Object.values(errors),
})
