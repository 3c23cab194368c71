import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { doDueWork } from '../due-work.ts'

export type DoDueExpenses = Record<never, never>

const input: z.ZodType<DoDueExpenses, DoDueExpenses> = z.strictObject({})

const outputShape = z.object({
  /** Periods of recurring expenses that were met. */
  recurring: z.int(),
  /** Months of prepaid costs that became expenses. */
  prepaidParts: z.int(),
  /** Accruals that were taken back. */
  accruals: z.int(),
})

export interface DueExpensesDone extends z.output<typeof outputShape> {}

const output: z.ZodType<DueExpensesDone> = outputShape

/**
 * Does in this branch what jobs do when a day begins: before a month is closed, say, or where a host runs no background work.
 * What was done already is not done again.
 */
export const doDue: Operation<'command', DoDueExpenses, DueExpensesDone, never> = operation({
  name: 'expenses.doDue',
  summary: 'Posts what is due by the calendar: recurring, prepaid and accrued expenses.',
  kind: 'command',
  input,
  output,
  run: (context) => doDueWork(context),
})
