import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import {
  ApproverMissing,
  ApproverRefused,
  ReceiptNotVoidable,
  ReceiptVoided,
  StoredValueTooLow,
  TopUpBonusSpent,
} from '../counter-errors.ts'
import { ReceiptUnknown, RefundExceedsDeposits } from '../errors.ts'
import { type Receipt, receiptSchema } from '../receipt.ts'
import { recordVoid } from '../record-void.ts'
import { idText } from '../shapes.ts'

const schema = z.strictObject({
  receiptId: idText,
  /** Stands on the receipt of the void. Never personal data. */
  reason: z.string().min(1).max(200),
  /** The id of the person who approved it; needed where the actor lacks the permission `ledger.void`. */
  approver: idText.optional(),
})

export interface VoidReceipt extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, VoidReceipt> = schema

const errors = [
  ReceiptUnknown,
  ReceiptNotVoidable,
  ReceiptVoided,
  ApproverMissing,
  ApproverRefused,
  RefundExceedsDeposits,
  StoredValueTooLow,
  TopUpBonusSpent,
] as const

/** Voids a receipt (作废) on the day it was written: all of it goes back the way it came. Later, refund it. */
export const voidReceipt: Operation<'command', VoidReceipt, Receipt, (typeof errors)[number]> = operation({
  name: 'ledger.voidReceipt',
  summary: "Voids a receipt of today's whole, and answers the receipt of the void.",
  kind: 'command',
  input,
  output: receiptSchema,
  errors,
  run: (context, given) => recordVoid(context, given),
})
