import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import {
  AmountNotPositive,
  ApproverMissing,
  ApproverRefused,
  CommitmentUnknown,
  recordWriteOff,
  requireApproval,
  WriteOffExceedsReceivable,
} from '../../ledger/index.ts'
import { Money } from '../../values/money.ts'
import { debtWrittenOff } from '../events.ts'
import { receivablesSettings } from '../settings.ts'
import { amountText, idText, reasonText } from '../shapes.ts'

const schema = z.strictObject({
  orderId: idText,
  /** All that is owed for what was delivered, unless told. */
  amount: amountText.optional(),
  /** Why. Never personal data: entries cannot be blanked. */
  reason: reasonText,
  /** Who approved it; needed above the limit of the settings where the actor lacks receivables.writeOffAboveLimit. */
  approver: z.string().min(1).max(200).optional(),
})

export interface WriteOffDebt extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, WriteOffDebt> = schema

const outputShape = z.object({
  /** The write-off: what is reversed or recovered. */
  entryId: z.string(),
  orderId: z.string(),
  currency: z.string(),
  amount: z.string(),
  /** Of the order, in all. */
  writtenOff: z.string(),
  /** What is still to be paid of the order. */
  balanceDue: z.string(),
  approver: z.string().nullable(),
})

export interface DebtWrittenOff extends z.output<typeof outputShape> {}

const output: z.ZodType<DebtWrittenOff> = outputShape

const errors = [
  CommitmentUnknown,
  AmountNotPositive,
  WriteOffExceedsReceivable,
  ApproverMissing,
  ApproverRefused,
] as const

/** Gives up a debt (坏账) for what was delivered. Four statements of its own. */
export const writeOff: Operation<'command', WriteOffDebt, DebtWrittenOff, (typeof errors)[number]> = operation({
  name: 'receivables.writeOff',
  summary: 'Gives up what a customer owes for what was delivered, as a bad debt.',
  kind: 'command',
  input,
  output,
  errors,
  async run(context, { orderId, amount: asked, reason, approver: named }) {
    const { currency } = context.studio
    const { writeOffLimit } = await context.settings(receivablesSettings)
    const { commitment, entry, amount, approver } = await recordWriteOff(context, {
      orderId,
      amount: asked === undefined ? undefined : Money.of(asked, currency),
      reason,
      async authorise(writtenOff) {
        if (writeOffLimit === 'none' || writtenOff.atMost(Money.of(writeOffLimit, currency))) return null
        const permission = 'receivables.writeOffAboveLimit'
        return requireApproval(context, { permission, approver: named, entryId: orderId })
      },
    })
    const { customerId } = commitment
    const entryId = entry.id
    context.emit(debtWrittenOff, { entryId, orderId, customerId, currency, amount: amount.toString(), approver })
    return {
      entryId,
      orderId,
      currency,
      amount: amount.toString(),
      writtenOff: Money.ofMinor(commitment.writtenOff, currency).toString(),
      balanceDue: Money.ofMinor(commitment.outstanding, currency).toString(),
      approver,
    }
  },
})
