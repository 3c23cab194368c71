import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import {
  ledgerEntries,
  ReceiptNotVoidable,
  ReceiptUnknown,
  ReceiptVoided,
  recordFact,
  recordVoid,
} from '../../ledger/index.ts'
import { ReviewDone, ReviewOfOwnReceipt, ReviewRefused } from '../errors.ts'
import { receiptReviewed } from '../events.ts'
import { idText, reasonText } from '../shapes.ts'
import { tillsReviews } from '../tables.ts'

const schema = z.strictObject({
  receiptId: idText,
  decision: z.enum(['approved', 'rejected']),
  /** Needed where it is rejected. */
  reason: reasonText.optional(),
  /** Voids a rejected receipt at once: as ledger.void, so today's only, and with its permission or an approver's. */
  void: z.boolean().default(false),
})

export interface ReviewReceipt extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReviewReceipt> = schema

const outputShape = z.object({
  receiptId: z.string(),
  number: z.string(),
  decision: z.enum(['approved', 'rejected']),
  reviewer: z.string(),
  /** The entry that takes the receipt back. */
  correctionId: z.string().nullable(),
})

export interface ReceiptReview extends z.output<typeof outputShape> {}

const output: z.ZodType<ReceiptReview> = outputShape

const errors = [
  ReceiptUnknown,
  ReviewOfOwnReceipt,
  ReviewDone,
  ReviewRefused,
  ReceiptNotVoidable,
  ReceiptVoided,
] as const

/** What a second person says of a receipt, once and for ever. What is wrong is corrected by an entry of its own. */
export const reviewReceipt: Operation<'command', ReviewReceipt, ReceiptReview, (typeof errors)[number]> = operation({
  name: 'tills.reviewReceipt',
  summary: 'Approves or rejects a receipt as a second person.',
  kind: 'command',
  input,
  output,
  errors,
  async run(context, { receiptId, decision, reason, void: takeBack }) {
    const { store, branch, actor: reviewer } = context
    const receipt = await store.get(ledgerEntries, receiptId)
    if (receipt === undefined || receipt.number === null) throw ReceiptUnknown.create({ receipt: receiptId })
    const { number } = receipt
    const refuse = (rule: string) => ReviewRefused.create({ receiptId, rule })
    if (receipt.branch !== branch) throw refuse(`must be done in its branch "${receipt.branch}"`)
    if (receipt.actor === reviewer) throw ReviewOfOwnReceipt.create({ number, actor: reviewer })
    if (decision === 'rejected' && reason === undefined) throw refuse('must have a reason, since it rejects')
    if (decision === 'approved' && takeBack) throw refuse('must not void what it approves')
    // One of two reviewers at once writes it, and the other is told.
    await store.lock([`tills.review:${receiptId}`])
    if ((await store.get(tillsReviews, receiptId)) !== undefined) throw ReviewDone.create({ number })
    const correction = takeBack ? await recordVoid(context, { receiptId, reason: reason ?? '' }) : undefined
    const correctionId = correction?.id ?? null
    recordFact(context, tillsReviews, {
      receiptId,
      branch,
      businessDate: receipt.businessDate,
      decision,
      reason: reason ?? null,
      reviewer,
      at: context.now,
      correctionId,
    })
    context.emit(receiptReviewed, { receiptId, decision, correctionId })
    return { receiptId, number, decision, reviewer, correctionId }
  },
})
