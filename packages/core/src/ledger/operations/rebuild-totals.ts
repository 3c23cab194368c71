import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { forgetTotals, retotal } from '../total-days.ts'
import { totalMoreDays } from '../total-days-job.ts'
import { type DaysTotalled, daysTotalledSchema } from '../total-shapes.ts'

export type RebuildTotals = Record<never, never>

const input: z.ZodType<RebuildTotals, RebuildTotals> = z.strictObject({})

/**
 * Makes the totals of the session's branch anew. Statements stay right all the while: days that are not totalled are added up
 * from their lines. The ledger goes on by itself where `more` is true; `ledger.totalDays` hurries it.
 * For whoever does not see all branches, the days are totalled in the background.
 */
export const rebuildTotals: Operation<'command', RebuildTotals, DaysTotalled, never> = operation({
  name: 'ledger.rebuildTotals',
  summary: 'Makes the totals of the branch anew from its entries.',
  kind: 'command',
  input,
  output: daysTotalledSchema,
  async run(context) {
    if (context.store.scope.branches !== 'all') {
      await forgetTotals(context)
      context.schedule(totalMoreDays, {})
      return { branches: [], more: false }
    }
    const totalled = await retotal(context)
    return { branches: [totalled], more: totalled.more }
  },
})
