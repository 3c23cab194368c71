/** What happens with calendars. Events carry ids and words, never a token or a name. */
import { z } from 'zod'
import { defineEvent, type EventKind } from '../engine/event.ts'

const text = z.string()

export interface FeedChanged {
  feedId: string
  /** opened, renewed or closed. */
  kind: string
  /** resource, branch or customer. */
  of: string
}

export const feedChanged: EventKind<'calendars.feedChanged', FeedChanged> = defineEvent({
  name: 'calendars.feedChanged',
  version: 1,
  schema: z.strictObject({ feedId: text, kind: text, of: text }),
})

export interface CalendarSourceChanged {
  sourceId: string
  resourceId: string
  /** saved or ended. */
  kind: string
}

export const calendarSourceChanged: EventKind<'calendars.sourceChanged', CalendarSourceChanged> = defineEvent({
  name: 'calendars.sourceChanged',
  version: 1,
  schema: z.strictObject({ sourceId: text, resourceId: text, kind: text }),
})

export interface CalendarImported {
  sourceId: string
  resourceId: string
  /** Busy times that are claimed now. */
  times: number
  /** Bookings, holds and rentals that they meet. */
  conflicts: number
  /** What of the file was left out. */
  left: number
}

/** What a calendar of somebody else makes busy is another than before. */
export const calendarImported: EventKind<'calendars.imported', CalendarImported> = defineEvent({
  name: 'calendars.imported',
  version: 1,
  schema: z.strictObject({ sourceId: text, resourceId: text, times: z.int(), conflicts: z.int(), left: z.int() }),
})
