import { z } from 'zod'
import { currencyUnknown } from '../../values/errors.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { PaymentMethodUnknown } from '../../ledger/index.ts'
import { endShift } from '../end-shift.ts'
import {
  CashCountContradicts,
  CashCountInvalid,
  CountTooSmall,
  TillShiftNotOpen,
  TillShiftUnknown,
  TillAmountInvalid,
} from '../errors.ts'
import { lockOpenShift } from '../open-shift.ts'
import { presentCount, type TillShiftReport, shiftReportSchema } from '../present-shift.ts'
import { amountText, countingMembers } from '../shapes.ts'

const schema = z.strictObject({
  ...countingMembers,
  /** What goes to the safe of what was counted; the rest stays for the next shift. */
  toSafe: amountText.optional(),
})

export interface CloseTillShift extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, CloseTillShift> = schema

const errors = [
  TillShiftNotOpen,
  TillShiftUnknown,
  CashCountInvalid,
  CashCountContradicts,
  CountTooSmall,
  TillAmountInvalid,
  PaymentMethodUnknown,
  currencyUnknown,
] as const

/** Closes a shift with a blind count, whatever the count says, and answers its Z report. A difference is posted. */
export const closeShift: Operation<'command', CloseTillShift, TillShiftReport, (typeof errors)[number]> = operation({
  name: 'tills.closeShift',
  summary: 'Closes a shift with what was counted, and answers what was expected.',
  kind: 'command',
  input,
  output: shiftReportSchema,
  errors,
  async run(context, { shiftId, ...ending }) {
    const { shift, count } = await endShift(context, await lockOpenShift(context, shiftId), ending)
    return presentCount(shift, count)
  },
})
