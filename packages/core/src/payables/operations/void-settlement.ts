import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { AccountClosed, ApproverMissing, ApproverRefused } from '../../ledger/index.ts'
import { PayableNotVoidable, SettlementUnknown } from '../errors.ts'
import { type VoidedPayable, voidedSchema } from '../present-document.ts'
import { idText, reasonText } from '../shapes.ts'
import { voidSettlement as takeBack } from '../void-payable.ts'

const schema = z.strictObject({
  settlementId: idText,
  reason: reasonText,
  /** Who approves, where the actor lacks the permission payables.void. */
  approver: z.string().min(1).max(200).optional(),
})

export interface VoidSettlement extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, VoidSettlement> = schema

const errors = [SettlementUnknown, PayableNotVoidable, ApproverMissing, ApproverRefused, AccountClosed] as const

/** What it settled is open again. Without the permission payables.void it needs an approver. */
export const voidSettlement: Operation<'command', VoidSettlement, VoidedPayable, (typeof errors)[number]> = operation({
  name: 'payables.voidSettlement',
  summary: 'Voids a payment, application, write-off or refund.',
  kind: 'command',
  input,
  output: voidedSchema,
  errors,
  async run(context, { settlementId: id, ...given }) {
    return { id, ...(await takeBack(context, { id, ...given })) }
  },
})
