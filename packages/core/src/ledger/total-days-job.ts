/** Totals finished days by itself: every hour, and at once again where a long history is left. */
import { z } from 'zod'
import type { CommandContext } from '../engine/context.ts'
import { type Job, job } from '../engine/job.ts'
import { totalDays } from './total-days.ts'

type Nothing = Record<never, never>

const input: z.ZodType<Nothing> = z.strictObject({})

async function totalSome(context: CommandContext): Promise<void> {
  const branches = await totalDays(context)
  if (branches.some((branch) => branch.more)) context.schedule(totalMoreDays, {})
}

/** At twenty past: a business day that begins at the hour has been over for the quarter of an hour that it must be. */
export const totalDaysHourly: Job<Nothing> = job({
  name: 'ledger.totalDays',
  input,
  cron: '20 * * * *',
  run: totalSome,
})

export const totalMoreDays: Job<Nothing> = job({ name: 'ledger.totalMoreDays', input, run: totalSome })
