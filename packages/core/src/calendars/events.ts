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
