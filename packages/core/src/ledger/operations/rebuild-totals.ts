import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { holdPeriodLock, moveTotals } from '../period-lock.ts'
import { totalDays } from '../total-days.ts'
import { type DaysTotalled, daysTotalledSchema } from '../total-shapes.ts'
import { ledgerAccountTotals, ledgerTotals } from '../totals-tables.ts'

const schema = z.strictObject({})

export interface RebuildTotals extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, RebuildTotals> = schema

/**
 * Makes the totals of the session's branch anew. Statements stay right all the while: days that are not totalled are added up
 * from their lines. The ledger goes on by itself where `more` is true; `ledger.totalDays` hurries it.
 */
export const rebuildTotals: Operation<'command', RebuildTotals, DaysTotalled, never> = operation({
  name: 'ledger.rebuildTotals',
  summary: 'Makes the totals of the branch anew from its entries.',
  kind: 'command',
  input,
  output: daysTotalledSchema,
  async run(context) {
    const { store, branch } = context
    const lock = await holdPeriodLock(context)
    await store.deleteWhere(ledgerTotals, { branch })
    await store.deleteWhere(ledgerAccountTotals, { branch })
    await moveTotals(context, lock, { totalledFrom: null, totalledThrough: null })
    const branches = await totalDays(context, [branch])
    return { branches: [...branches], more: branches.some((one) => one.more) }
  },
})
