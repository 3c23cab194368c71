import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { changePeriod, type PeriodChange, periodChangeSchema } from '../period-change.ts'
import { PeriodNotClosed } from '../period-errors.ts'
import { holdPeriodLock } from '../period-lock.ts'
import { dateText } from '../shapes.ts'

const schema = z.strictObject({
  /** The last business date that stays closed; null opens everything. */
  through: dateText.nullable(),
  /** Why. Never personal data: it is kept for ever. */
  reason: z.string().min(1).max(500),
})

export interface ReopenPeriod extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReopenPeriod> = schema

/** Opens closed books of the session's branch again. What a year's closing posted stays; closing it again posts the difference. */
export const reopenPeriod: Operation<'command', ReopenPeriod, PeriodChange, typeof PeriodNotClosed> = operation({
  name: 'ledger.reopenPeriod',
  summary: 'Opens closed books of the branch again, after a date, with a reason.',
  kind: 'command',
  input,
  output: periodChangeSchema,
  errors: [PeriodNotClosed],
  async run(context, { through, reason }) {
    const lock = await holdPeriodLock(context)
    const { branch, lockedThrough } = lock
    if (lockedThrough === null || (through !== null && through >= lockedThrough)) {
      const shown = { through: through ?? 'null', lockedThrough: lockedThrough ?? 'no date' }
      throw PeriodNotClosed.create({ branch, ...shown })
    }
    return changePeriod(context, lock, { kind: 'reopened', through, reason })
  },
})
