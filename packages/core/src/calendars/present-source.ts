/** Calendars of others, for callers. */
import { z } from 'zod'
import type { Instant } from '../values/instant.ts'
import { timeToCover } from './imported-times.ts'
import type { ImportRow, SourceRow } from './source-tables.ts'

const leftOut = z.object({ reason: z.string(), count: z.int() })

const shape = z.object({
  sourceId: z.string(),
  resourceId: z.string(),
  name: z.string(),
  /** Where the host fetches it; null where it is not told. */
  address: z.string().nullable(),
  /** Null for that of the resource. */
  timeZone: z.string().nullable(),
  daysAhead: z.int(),
  tentative: z.boolean(),
  wholeDays: z.boolean(),
  keepsTitles: z.boolean(),
  /** Whether the file is needed again, whatever its server says: it was never read, its terms changed, or time went on. */
  due: z.boolean(),
  /** For If-None-Match and If-Modified-Since of the next request; null where the server told none, and where the file is needed. */
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
  /** When the file was last looked at, and when it last changed what is busy. */
  checkedAt: z.string().nullable(),
  changedAt: z.string().nullable(),
  /** The end of the time that was read. */
  readUntil: z.string().nullable(),
  /** Busy times from it, those that overlap or touch as one. */
  times: z.int(),
  /** What of the file was left out, and how often: what is not read is not busy. */
  left: z.array(leftOut),
  endedAt: z.string().nullable(),
})

/** A calendar of somebody else that makes a resource busy. */
export interface CalendarSource extends z.output<typeof shape> {}

export const sourceOutput: z.ZodType<CalendarSource> = shape

/** @param zone that of the resource now */
export function isDue(
  { endedAt, daysAhead }: SourceRow,
  kept: ImportRow | undefined,
  zone: string,
  now: Instant,
): boolean {
  if (endedAt !== null) return false
  if (kept === undefined || kept.contentHash === null || kept.readUntil === null) return true
  return kept.timeZone !== zone || kept.readUntil < timeToCover(now, daysAhead)
}

export function presentSource(row: SourceRow, kept: ImportRow | undefined, zone: string, now: Instant): CalendarSource {
  const { id, resourceId, name, address, timeZone, daysAhead, tentative, wholeDays, keepsTitles, endedAt } = row
  const due = isDue(row, kept, zone, now)
  return {
    ...{ sourceId: id, resourceId, name, address, timeZone, daysAhead, tentative, wholeDays, keepsTitles },
    due,
    etag: due ? null : (kept?.etag ?? null),
    lastModified: due ? null : (kept?.lastModified ?? null),
    checkedAt: kept?.checkedAt ?? null,
    changedAt: kept?.changedAt ?? null,
    readUntil: kept?.readUntil ?? null,
    times: endedAt === null ? (kept?.times ?? 0) : 0,
    left: (kept?.left ?? []) as unknown as CalendarSource['left'],
    endedAt,
  }
}
