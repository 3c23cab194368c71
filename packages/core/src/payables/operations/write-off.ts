import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { Money } from '../../values/money.ts'
import { writeOffOpen } from '../apply-credit.ts'
import {
  PayableAmountInvalid,
  PayableExceedsOpen,
  PayableNotFitting,
  PayableUnknown,
  WriteOffExceedsLimit,
} from '../errors.ts'
import { type PayableSettlement, presentSettlement, settlementSchema } from '../present-document.ts'
import { documentAmounts, reasonText } from '../shapes.ts'

const schema = z.strictObject({ ...documentAmounts, reason: reasonText })

export interface WriteOffPayable extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, WriteOffPayable> = schema

const errors = [
  PayableUnknown,
  PayableNotFitting,
  PayableExceedsOpen,
  PayableAmountInvalid,
  WriteOffExceedsLimit,
] as const

/** Lets a remainder go: of a bill as income, of a credit note or an advance as a bad debt. Above a limit by permission. */
export const writeOff: Operation<'command', WriteOffPayable, PayableSettlement, (typeof errors)[number]> = operation({
  name: 'payables.writeOff',
  summary: 'Writes off what is open of a bill, credit note or advance.',
  kind: 'command',
  input,
  output: settlementSchema,
  errors,
  async run(context, { amount, ...given }) {
    const of = amount === undefined ? undefined : Money.of(amount, context.studio.currency)
    return presentSettlement(await writeOffOpen(context, { ...given, amount: of }))
  },
})
