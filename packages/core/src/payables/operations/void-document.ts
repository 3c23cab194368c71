import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { AccountClosed, ApproverMissing, ApproverRefused } from '../../ledger/index.ts'
import { PayableNotVoidable, PayableUnknown } from '../errors.ts'
import { type VoidedPayable, voidedSchema } from '../present-document.ts'
import { idText, reasonText } from '../shapes.ts'
import { voidDocument as takeBack } from '../void-payable.ts'

const schema = z.strictObject({
  documentId: idText,
  reason: reasonText,
  /** Who approves, where the actor lacks the permission payables.void. */
  approver: z.string().min(1).max(200).optional(),
})

export interface VoidDocument extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, VoidDocument> = schema

const errors = [PayableUnknown, PayableNotVoidable, ApproverMissing, ApproverRefused, AccountClosed] as const

/** Takes a document back whole, once, by a reversal in the open period. Without the permission payables.void it needs an approver. */
export const voidDocument: Operation<'command', VoidDocument, VoidedPayable, (typeof errors)[number]> = operation({
  name: 'payables.voidDocument',
  summary: 'Voids a bill, credit note or advance of which nothing is settled.',
  kind: 'command',
  input,
  output: voidedSchema,
  errors,
  async run(context, { documentId: id, ...given }) {
    return { id, ...(await takeBack(context, { id, ...given })) }
  },
})
