/** Reads the file of a calendar of somebody else, and makes its resource busy by it. */
import { Buffer } from 'node:buffer'
import { hash } from 'node:crypto'
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { type MetClaim, ResourceRetired, ResourceUnknown } from '../../resources/index.ts'
import type { Json } from '../../values/json.ts'
import { claimTimes } from '../claim-times.ts'
import { CalendarFileRefused, CalendarSourceUnknown } from '../errors.ts'
import { calendarImported } from '../events.ts'
import { holdSource, requireInUse, zoneOfResource } from '../hold-source.ts'
import { readBusy } from '../icalendar/index.ts'
import { countedSpans, mergedTimes, timeToImport } from '../imported-times.ts'
import { importLimits } from '../import-limits.ts'
import { keepTitles } from '../keep-titles.ts'
import { leftOf, type LeftOut, leftOutput } from '../left-out.ts'
import { ownEvents } from '../own-events.ts'
import { isDue } from '../present-source.ts'
import { idText } from '../shapes.ts'
import { calendarsImports, type SourceRow } from '../source-tables.ts'

const schema = z
  .strictObject({
    sourceId: idText,
    /** The file as text, or as its octets in base64; at most 2 MB. */
    text: z.string().max(importLimits.bytes).optional(),
    base64: z
      .base64()
      .max(Math.ceil(importLimits.bytes / 3) * 4)
      .optional(),
    /** In the place of the file: its server said that nothing changed (304). */
    notModified: z.literal(true).optional(),
    /** The headers ETag and Last-Modified that came with it, for the next request. */
    etag: z.string().max(500).nullish(),
    lastModified: z.string().max(100).nullish(),
  })
  .refine(
    ({ text, base64, notModified }) => [text, base64, notModified].filter((given) => given !== undefined).length === 1,
    { message: 'must be given, or base64 or notModified in its place, and one of them only', path: ['text'] },
  )

export interface ImportCalendar extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ImportCalendar> = schema

const metClaim: z.ZodType<MetClaim> = z.object({
  reference: z.string(),
  kind: z.string(),
  from: z.string(),
  to: z.string(),
})

const shape = z.object({
  sourceId: z.string(),
  /** `changed`: other times are busy than before; `same`: nothing changed; `needed`: pass the file, whatever its server says. */
  outcome: z.enum(['changed', 'same', 'needed']),
  /** Busy times of the source from today on, those that overlap or touch as one. */
  times: z.int(),
  /** The end of the time that was read; null where nothing was yet. */
  readUntil: z.string().nullable(),
  /** Bookings, holds and rentals that the times meet, buffers included: they stand. Told where times changed; agenda.conflicts tells them at any time. */
  conflicts: z.array(metClaim),
  /** What of the file was left out, and why: what is not read is not busy. */
  left: z.array(leftOutput),
})

export interface ImportedCalendar extends z.output<typeof shape> {}

const output: z.ZodType<ImportedCalendar> = shape

const errors = [CalendarSourceUnknown, CalendarFileRefused, ResourceUnknown, ResourceRetired] as const

/**
 * Takes the place of what the source made busy before, in one commit. A booking is neither moved nor a reason to refuse. Statements: the source, its resource, what
 * is known of it, and noting that it was looked at; where the file is another, its former claims, and where its times are, those of a commit of claims.
 */
export const importCalendar: Operation<'command', ImportCalendar, ImportedCalendar, (typeof errors)[number]> =
  operation({
    name: 'calendars.import',
    summary:
      'Reads a calendar of somebody else and makes its resource busy by it, without moving or refusing bookings.',
    kind: 'command',
    input,
    output,
    errors,
    async run(context, { sourceId, text, base64, etag = null, lastModified = null }) {
      const { store, now } = context
      const { source, resource } = await holdSource(context, sourceId, 'calendars.import')
      requireInUse(context, resource)
      const kept = await store.get(calendarsImports, sourceId)
      const zone = zoneOfResource(context, resource)
      const due = isDue(source, kept, zone, now)
      const known = (outcome: 'same' | 'needed'): ImportedCalendar => ({
        sourceId,
        outcome,
        times: kept?.times ?? 0,
        readUntil: kept?.readUntil ?? null,
        conflicts: [],
        left: ((kept?.left ?? []) as unknown as LeftOut[]).map((one) => ({ ...one, uids: [] })),
      })
      const bytes = text === undefined ? Buffer.from(base64 ?? '', 'base64') : Buffer.from(text)
      const contentHash = hash('sha256', Buffer.concat([Buffer.from(`${termsOf(source, zone)}\n`), bytes]), 'hex')
      const isFile = text !== undefined || base64 !== undefined
      if (!due && kept !== undefined && (!isFile || contentHash === kept.contentHash)) {
        await store.update(calendarsImports, kept, isFile ? { checkedAt: now, etag, lastModified } : { checkedAt: now })
        return known('same')
      }
      if (!isFile) return known('needed')

      const window = timeToImport(now, source.daysAhead)
      const timeZone = source.timeZone ?? zone
      const limits = importLimits
      const reading = readBusy(bytes, { ...window, timeZone, limits, titles: source.keepsTitles })
      const { spans, left: notCounted } = countedSpans(reading.spans, source, await ownEvents(context, reading.spans))
      const times = mergedTimes(spans, window)
      const { changed, conflicts } = await claimTimes(context, sourceId, resource, times, window.from)
      await keepTitles(context, source, spans)
      const left = leftOf(reading.skipped, notCounted)
      const set = {
        contentHash,
        etag,
        lastModified,
        timeZone: zone,
        checkedAt: now,
        changedAt: changed ? now : (kept?.changedAt ?? null),
        readUntil: window.to,
        times: times.length,
        left: left.map(({ reason, count }) => ({ reason, count })) as Json,
      }
      if (kept === undefined) store.insert(calendarsImports, { sourceId, ...set })
      else await store.update(calendarsImports, kept, set)
      if (changed) {
        const count = left.reduce((sum, one) => sum + one.count, 0)
        const told = { times: times.length, conflicts: conflicts.length, left: count }
        context.emit(calendarImported, { sourceId, resourceId: resource.id, ...told }, { branch: resource.branch })
      }
      const outcome = changed ? 'changed' : 'same'
      return { sourceId, outcome, times: times.length, readUntil: window.to, conflicts: [...conflicts], left }
    },
  })

/** What of the source decides how its file is read. */
const termsOf = ({ timeZone, daysAhead, tentative, wholeDays, keepsTitles }: SourceRow, zone: string): string =>
  JSON.stringify([timeZone ?? zone, daysAhead, tentative, wholeDays, keepsTitles])
