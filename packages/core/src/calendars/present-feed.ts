/** Feeds for callers, without their tokens. */
import { z } from 'zod'
import type { FeedRow } from './tables.ts'

export const feedKinds = ['resource', 'branch', 'customer'] as const

export interface CalendarFeed {
  feedId: string
  of: (typeof feedKinds)[number]
  /** The id of the resource, branch or customer. */
  id: string
  name: string | null
  createdAt: string
  /** When it got the token that it has. */
  renewedAt: string
  /** Null where it is open. */
  closedAt: string | null
}

export const feedOutput: z.ZodType<CalendarFeed> = z.object({
  feedId: z.string(),
  of: z.enum(feedKinds),
  id: z.string(),
  name: z.string().nullable(),
  createdAt: z.string(),
  renewedAt: z.string(),
  closedAt: z.string().nullable(),
})

/** A feed with the token by which it is read. It is shown this once. */
export interface OpenedFeed {
  feedId: string
  token: string
}

export const openedFeed: z.ZodType<OpenedFeed> = z.object({ feedId: z.string(), token: z.string() })

export const presentFeed = (row: FeedRow): CalendarFeed => ({
  feedId: row.id,
  of: row.of as CalendarFeed['of'],
  id: row.resourceId ?? row.customerId ?? row.branch ?? '',
  name: row.name,
  createdAt: row.createdAt,
  renewedAt: row.renewedAt,
  closedAt: row.closedAt,
})
