/** Looks every night whether time zones have other rules since bookings were made, and says what fell on another instant. */
import { z } from 'zod'
import type { CommandContext } from '../engine/context.ts'
import { type Job, job } from '../engine/job.ts'
import type { JobKind } from '../engine/job-kind.ts'
import { instantsMoved } from './events.ts'
import { movedBookings, movedDays, type MovedInstant } from './moved-instants.ts'
import { bookingsBookings } from './tables.ts'
import { zoneRulesToken } from './zone-rules.ts'

const step = z.strictObject({ of: z.enum(['bookings', 'days']), cursor: z.string().nullable() })
type Step = z.output<typeof step>

const pageSize = 500

/** What stands is noted as reckoned by the edition of today, so that nobody looks at it again. */
const judgeInstants: Job<Step> = job({
  name: 'bookings.judgeInstants',
  input: step,
  async run(context, { of, cursor }) {
    const rules = context.resolve(zoneRulesToken)
    const asked = { limit: pageSize, cursor: cursor ?? undefined }
    const { moved, standing, next } =
      of === 'bookings' ? await movedBookings(context, rules, asked) : await movedDays(context, rules, asked)
    if (standing.length > 0) {
      await context.store.updateWhere(
        bookingsBookings,
        { id: { in: standing }, zoneEdition: { ne: rules.edition } },
        { zoneEdition: rules.edition },
      )
    }
    tell(context, rules.edition, moved)
    if (next !== null) context.schedule(judgeAgain, { of, cursor: next })
    else if (of === 'bookings') context.schedule(judgeAgain, { of: 'days', cursor: null })
  },
})
const judgeAgain: JobKind<Step> = { name: 'bookings.judgeInstants', input: step }

function tell(context: CommandContext, edition: string, moved: readonly MovedInstant[]): void {
  if (moved.length === 0) return
  context.emit(instantsMoved, {
    edition,
    items: moved.map(({ kind, id, startsAt, falls }) => ({ kind, id, startsAt, fallsAt: falls?.startsAt ?? null })),
  })
}

const findMovedInstants: Job<Record<never, never>> = job({
  name: 'bookings.findMovedInstants',
  input: z.object({}),
  cron: '40 2 * * *',
  async run(context) {
    context.schedule(judgeAgain, { of: 'bookings', cursor: null })
  },
})

export const zoneJobs = [findMovedInstants, judgeInstants] as const
