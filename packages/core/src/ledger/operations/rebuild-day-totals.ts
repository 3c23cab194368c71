import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { rebuildDayTotals } from '../day-totals-rebuild.ts'

const schema = z.strictObject({})

export interface RebuildDayTotals extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, RebuildDayTotals> = schema

const outputShape = z.object({
  /** Sealed entries that were added up. */
  entries: z.int(),
})

export interface DayTotalsRebuilt extends z.output<typeof outputShape> {}

const output: z.ZodType<DayTotalsRebuilt> = outputShape

/** Makes the day totals of the session's branch anew. Sealing waits for it; posting does not. */
export const rebuildTotals: Operation<'command', RebuildDayTotals, DayTotalsRebuilt, never> = operation({
  name: 'ledger.rebuildTotals',
  summary: 'Makes the day totals of the branch anew from its sealed entries.',
  kind: 'command',
  input,
  output,
  run: async (context) => ({ entries: await rebuildDayTotals(context) }),
})
