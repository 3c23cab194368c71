import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { type MovementRefusal, movementRefusals } from '../../inventory/index.ts'
import { ApproverMissing, ApproverRefused } from '../../ledger/index.ts'
import { StocktakeApproverCounted, StocktakeNotOpen, StocktakeNotReady, StocktakeUnknown } from '../errors.ts'
import { postStocktake } from '../post-stocktake.ts'
import { type PostedStocktake, postingSchema, presentPosting } from '../present.ts'
import { idText, noteText } from '../shapes.ts'

const schema = z.strictObject({
  stocktakeId: idText,
  /** Places that have something by the books and that nobody counted: refuse to post, or leave them as they are. */
  uncounted: z.enum(['refuse', 'leave']).default('refuse'),
  /** Who approves, where the actor lacks the permission stocktakes.approve. */
  approver: z.string().min(1).max(200).optional(),
  /** Why there are differences. Never personal data. */
  reason: noteText.optional(),
})

export interface PostStocktake extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, PostStocktake> = schema

const errors = [
  StocktakeUnknown,
  StocktakeNotOpen,
  StocktakeNotReady,
  StocktakeApproverCounted,
  ApproverMissing,
  ApproverRefused,
  ...movementRefusals,
] as const

/**
 * Posts the differences, each at the moment at which it was counted, against the account StockDifferences. From then on what was
 * counted stands: what is dated before the count later changes the difference and not the stock.
 */
export const post: Operation<'command', PostStocktake, PostedStocktake, MovementRefusal | (typeof errors)[number]> =
  operation({
    name: 'stocktakes.post',
    summary: 'Posts the differences of a stocktake, approved by a second person.',
    kind: 'command',
    input,
    output: postingSchema,
    errors,
    run: async (context, given) => presentPosting(await postStocktake(context, given)),
  })
