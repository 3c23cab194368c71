import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { recordReinstatement, WriteOffLeftExceeded, WriteOffUnknown } from '../../ledger/index.ts'
import { Money } from '../../values/money.ts'
import { writeOffReversed } from '../events.ts'
import { idText, reasonText } from '../shapes.ts'

const schema = z.strictObject({
  /** The `entryId` of the write-off. */
  writeOffId: idText,
  /** Why. Never personal data: entries cannot be blanked. */
  reason: reasonText,
})

export interface ReverseWriteOff extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReverseWriteOff> = schema

const outputShape = z.object({
  entryId: z.string(),
  writeOffId: z.string(),
  orderId: z.string(),
  currency: z.string(),
  amount: z.string(),
  /** What is still to be paid of the order. */
  balanceDue: z.string(),
})

export interface WriteOffWasReversed extends z.output<typeof outputShape> {}

const output: z.ZodType<WriteOffWasReversed> = outputShape

const errors = [WriteOffUnknown, WriteOffLeftExceeded] as const

/** Takes back all that is left of a write-off: the debt is claimed again, and the expense is gone. Six statements of its own. */
export const reverseWriteOff: Operation<'command', ReverseWriteOff, WriteOffWasReversed, (typeof errors)[number]> =
  operation({
    name: 'receivables.reverseWriteOff',
    summary: 'Takes a write-off back: the debt is claimed again.',
    kind: 'command',
    input,
    output,
    errors,
    async run(context, { writeOffId, reason }) {
      const { commitment, entry, amount } = await recordReinstatement(context, {
        writeOffId,
        because: 'reversed',
        reason,
      })
      const { orderId, customerId, currency, outstanding } = commitment
      const said = { entryId: entry.id, writeOffId, orderId, currency, amount: amount.toString() }
      context.emit(writeOffReversed, { ...said, customerId })
      return { ...said, balanceDue: Money.ofMinor(outstanding, currency).toString() }
    },
  })
