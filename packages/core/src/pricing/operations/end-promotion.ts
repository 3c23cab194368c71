/** Ends a promotion. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { PromotionUnknown } from '../errors.ts'
import { presentPromotion, promotionOutput, type SavedPromotion } from '../present-rule.ts'
import { lockRules } from '../rule-book.ts'
import { endRule } from '../save-rule.ts'

const inputSchema = z.strictObject({ promotion: z.string().min(1).max(60) })

export interface EndPromotion extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, EndPromotion> = inputSchema

export const endPromotion = operation({
  name: 'pricing.endPromotion',
  summary: 'Ends a promotion: it holds for no order from now on. Saving it again takes it back.',
  kind: 'command',
  input,
  output: promotionOutput,
  errors: [PromotionUnknown],
  async run(context, { promotion }): Promise<SavedPromotion> {
    await lockRules(context)
    const row = await endRule(context, 'promotion', promotion)
    if (row === undefined) throw PromotionUnknown.create({ promotion })
    return presentPromotion(row)
  },
})
