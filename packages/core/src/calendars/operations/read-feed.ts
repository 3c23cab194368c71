/** What a host answers a calendar program that asks for a feed. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { CalendarFeedUnknown } from '../errors.ts'
import { feedOfToken } from '../find-feed.ts'
import { conditional, httpDate } from '../icalendar/index.ts'
import { readFeedText } from '../read-feed-text.ts'
import { tokenText } from '../shapes.ts'

const schema = z.strictObject({
  token: tokenText,
  /** The header If-None-Match of the request, as it came. */
  ifNoneMatch: z.string().max(8000).optional(),
  /** The header If-Modified-Since of the request, as it came. */
  ifModifiedSince: z.string().max(200).optional(),
})

export interface ReadFeed extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadFeed> = schema

export interface FeedAnswer {
  /** 304 where the reader has what is current. */
  status: 200 | 304
  /** The headers Content-Type, ETag and Last-Modified of the response. */
  contentType: string
  etag: string
  lastModified: string
  /** Null where the reader has it. */
  body: string | null
}

const output: z.ZodType<FeedAnswer> = z.object({
  status: z.union([z.literal(200), z.literal(304)]),
  contentType: z.string(),
  etag: z.string(),
  lastModified: z.string(),
  body: z.string().nullable(),
})

/** Statements: the feed, and those of its text. */
export const feed: Operation<'query', ReadFeed, FeedAnswer, typeof CalendarFeedUnknown> = operation({
  name: 'calendars.feed',
  summary: 'The calendar of a token in iCalendar format, or that its reader has it already.',
  kind: 'query',
  input,
  output,
  errors: [CalendarFeedUnknown],
  async run(context, { token, ifNoneMatch, ifModifiedSince }) {
    const { bytes, etag, lastModified, isDated } = await readFeedText(context, await feedOfToken(context, token))
    const headers = { 'if-none-match': ifNoneMatch, 'if-modified-since': isDated ? ifModifiedSince : undefined }
    const status = conditional(headers, { etag, lastModified })
    return {
      status,
      contentType: 'text/calendar; charset=utf-8',
      etag,
      lastModified: httpDate(lastModified),
      body: status === 304 ? null : new TextDecoder().decode(bytes),
    }
  },
})
