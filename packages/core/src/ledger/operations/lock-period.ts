import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { closeThrough, type PeriodChange, periodChangeSchema } from '../period-change.ts'
import { PeriodLockedFurther, PeriodNotOver } from '../period-errors.ts'
import { dateText } from '../shapes.ts'

const schema = z.strictObject({
  /** The last business date that takes no more entries. */
  through: dateText,
})

export interface LockPeriod extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, LockPeriod> = schema

const errors = [PeriodNotOver, PeriodLockedFurther] as const

/** Closes the books of the session's branch through any date, such as the day that was counted and reviewed. */
export const lockPeriod: Operation<'command', LockPeriod, PeriodChange, (typeof errors)[number]> = operation({
  name: 'ledger.lockPeriod',
  summary: 'Closes the books of the branch through a date: no entry is dated on it or before any more.',
  kind: 'command',
  input,
  output: periodChangeSchema,
  errors,
  run: (context, { through }) => closeThrough(context, 'locked', through),
})
