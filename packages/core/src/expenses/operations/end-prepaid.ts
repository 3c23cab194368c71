import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { moneyLegsSchema } from '../../payables/index.ts'
import { ExpenseUnknown, PrepaidEnded, PrepaidRefundTooHigh } from '../errors.ts'
import { moneyErrors } from '../operation-errors.ts'
import { presentPrepaid, type PrepaidCost, prepaidSchema } from '../present.ts'
import { endPrepaid as end } from '../prepay.ts'
import { idText, reasonText } from '../shapes.ts'

const schema = z.strictObject({
  prepaidId: idText,
  reason: reasonText,
  /** Where money came back, if any did; the rest becomes an expense today. */
  legs: moneyLegsSchema.optional(),
})

export interface EndPrepaid extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, EndPrepaid> = schema

const errors = [ExpenseUnknown, PrepaidEnded, PrepaidRefundTooHigh, ...moneyErrors] as const

/** Ends a prepaid cost before its time: the shop is given up, the insurance cancelled. */
export const endPrepaid: Operation<'command', EndPrepaid, PrepaidCost, (typeof errors)[number]> = operation({
  name: 'expenses.endPrepaid',
  summary: 'Ends a prepaid cost early: what is left comes back as money or becomes an expense.',
  kind: 'command',
  input,
  output: prepaidSchema,
  errors,
  run: async (context, { prepaidId: id, ...given }) => presentPrepaid(await end(context, { id, ...given })),
})
