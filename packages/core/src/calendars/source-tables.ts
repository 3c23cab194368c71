/** Calendars of others, and what was read of them. */
import { bool, id, instant, int, json, nullable, personal, text } from '../storage/column.ts'
import { defineTable, type RowOf } from '../storage/table.ts'

/** Whose calendar it is: that of the person who is the resource. */
const subject = { kind: 'resource', column: 'resourceId' } as const

/** One row a calendar that makes a resource busy. It has no branch of the store's: its resource may go to another. */
export const calendarsSources = defineTable({
  name: 'calendars_sources',
  columns: {
    id: id(),
    resourceId: id(),
    /** What the studio calls it. */
    name: personal(text(100)),
    /** Where the host fetches it; nobody does here. */
    address: personal(nullable(text(2000))),
    /** For whole days and times without a zone, where the calendar does not say its own; null for that of the resource. */
    timeZone: nullable(text(64)),
    /** How many days ahead are read at least. */
    daysAhead: int(),
    /** Whether what is only tentative makes busy, and what is of whole days. */
    tentative: bool(),
    wholeDays: bool(),
    keepsTitles: bool(),
    savedAt: instant(),
    /** From then on it makes nobody busy. */
    endedAt: nullable(instant()),
  },
  indexes: [{ name: 'resource', columns: ['resourceId', 'id'] }],
  subject,
})

/** What was read of a source last. It can be read again, and is written at each fetch: so it is not audited. */
export const calendarsImports = defineTable({
  name: 'calendars_imports',
  columns: {
    sourceId: id(),
    /** SHA-256 of the file and of the terms by which it was read; null where it must be read again. */
    contentHash: nullable(text(64)),
    /** What the server said of the file, for the next request. */
    etag: nullable(text(500)),
    lastModified: nullable(text(100)),
    /** The zone of the resource at that time. */
    timeZone: nullable(text(64)),
    /** When the file was last looked at, and when it last changed what is busy. */
    checkedAt: nullable(instant()),
    changedAt: nullable(instant()),
    /** The end of the time that was read. */
    readUntil: nullable(instant()),
    /** Busy times that are claimed. */
    times: int(),
    /** [{ reason, count }]: what was left out. */
    left: json(),
  },
  key: ['sourceId'],
  derived: true,
})

/** The single busy times of sources that keep titles. */
export const calendarsTitles = defineTable({
  name: 'calendars_titles',
  columns: {
    id: id(),
    sourceId: id(),
    resourceId: id(),
    startsAt: instant(),
    endsAt: instant(),
    title: personal(nullable(text(200))),
  },
  indexes: [{ name: 'source', columns: ['sourceId', 'endsAt', 'startsAt'] }],
  derived: true,
  subject,
})

export type SourceRow = RowOf<typeof calendarsSources>
export type ImportRow = RowOf<typeof calendarsImports>
