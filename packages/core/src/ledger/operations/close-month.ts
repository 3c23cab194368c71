import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { lastDayOfMonth } from '../../values/calendar-date.ts'
import { closeThrough, type PeriodChange, periodChangeSchema } from '../period-change.ts'
import { PeriodLockedFurther, PeriodNotOver } from '../period-errors.ts'

const schema = z.strictObject({
  /** `YYYY-MM`. */
  month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month YYYY-MM'),
})

export interface CloseMonth extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, CloseMonth> = schema

const errors = [PeriodNotOver, PeriodLockedFurther] as const

/** Closes a month of the session's branch, and with it everything before that is still open. */
export const closeMonth: Operation<'command', CloseMonth, PeriodChange, (typeof errors)[number]> = operation({
  name: 'ledger.closeMonth',
  summary: 'Closes the books of the branch through the end of a month.',
  kind: 'command',
  input,
  output: periodChangeSchema,
  errors,
  run: (context, { month }) => closeThrough(context, 'monthClosed', lastDayOfMonth(month)),
})
