import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { totalDays as total } from '../total-days.ts'
import { totalMoreDays } from '../total-days-job.ts'
import { daysTotalledSchema, type DaysTotalled } from '../total-shapes.ts'

export type TotalDays = Record<never, never>

const input: z.ZodType<TotalDays, TotalDays> = z.strictObject({})

/**
 * Rolls finished days up into the totals that statements are made of: at most 31 days of each branch. The ledger does it by
 * itself every hour; call it after a large import, until `more` is false. Whoever does not see all branches has it done in
 * the background, and is answered nothing.
 */
export const totalDays: Operation<'command', TotalDays, DaysTotalled, never> = operation({
  name: 'ledger.totalDays',
  summary: 'Adds finished days to the totals that statements are made of.',
  kind: 'command',
  input,
  output: daysTotalledSchema,
  async run(context) {
    if (context.store.scope.branches !== 'all') {
      context.schedule(totalMoreDays, {})
      return { branches: [], more: false }
    }
    const branches = await total(context)
    return { branches: [...branches], more: branches.some((branch) => branch.more) }
  },
})
