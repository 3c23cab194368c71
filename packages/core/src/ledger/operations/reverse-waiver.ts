import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { EntryNotReversible, EntryReversed, EntryUnknown, WaiverUndone } from '../counter-errors.ts'
import { type OrderBalance, orderBalanceSchema, presentBalance } from '../present-balance.ts'
import { recordWaiverReversal } from '../record-waiver-reversal.ts'
import { idText } from '../shapes.ts'

const schema = z.strictObject({
  /** The entry of the waiver. */
  entryId: idText,
  /** Why. Never personal data: entries cannot be blanked. */
  reason: z.string().min(1).max(500),
})

export interface ReverseWaiver extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReverseWaiver> = schema

const errors = [EntryUnknown, EntryNotReversible, EntryReversed, WaiverUndone] as const

/** Takes a waiver back, once: the remainder that was let go is owed again. */
export const reverseWaiver: Operation<'command', ReverseWaiver, OrderBalance, (typeof errors)[number]> = operation({
  name: 'ledger.reverseWaiver',
  summary: 'Takes a waiver back, so that its remainder is owed again, and answers how the order then stands.',
  kind: 'command',
  input,
  output: orderBalanceSchema,
  errors,
  async run(context, given) {
    return presentBalance(await recordWaiverReversal(context, given), context.businessDate)
  },
})
