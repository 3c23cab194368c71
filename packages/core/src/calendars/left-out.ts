/** What of a file makes nobody busy, and why: what the reader left out, and what does not count by the terms of its source. */
import { z } from 'zod'
import type { SkippedParts } from './icalendar/index.ts'
import type { LeftReason } from './imported-times.ts'

const shape = z.object({
  /** As the reader says it, such as cancelled or zone-unknown; or own, tentative or whole-day by the terms of the source. */
  reason: z.string(),
  count: z.int(),
  /** The first few events, where they have a UID. */
  uids: z.array(z.string()),
})

export interface LeftOut extends z.output<typeof shape> {}

export const leftOutput: z.ZodType<LeftOut> = shape

const namedUids = 5

export function leftOf(
  skipped: readonly SkippedParts[],
  notCounted: ReadonlyMap<LeftReason, readonly (string | null)[]>,
): LeftOut[] {
  return [
    ...skipped.map(({ reason, count, uids }) => ({ reason, count, uids: [...uids] })),
    ...[...notCounted].map(([reason, uids]) => ({
      reason,
      count: uids.length,
      uids: [...new Set(uids)].filter((uid) => uid !== null).slice(0, namedUids),
    })),
  ]
}
