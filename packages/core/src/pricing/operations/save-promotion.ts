/** Saves a promotion. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { BranchUnknown } from '../../engine/studio.ts'
import { checkedOffer } from '../check-offer.ts'
import { OfferInvalid, RuleChanged } from '../errors.ts'
import { promotionSchema } from '../offer.ts'
import { presentPromotion, promotionOutput, type SavedPromotion } from '../present-rule.ts'
import { lockRules } from '../rule-book.ts'
import { saveRule } from '../save-rule.ts'

const inputSchema = promotionSchema.extend({
  /** The version that the change was made for; 0 for a new promotion. */
  expectedVersion: z.int().min(0).optional(),
})

export interface SavePromotion extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, SavePromotion> = inputSchema

export const savePromotion = operation({
  name: 'pricing.savePromotion',
  summary: 'Saves a promotion by its code: what it takes off, of which lines, when and where.',
  kind: 'command',
  input,
  output: promotionOutput,
  errors: [OfferInvalid, RuleChanged, BranchUnknown],
  async run(context, { expectedVersion, ...given }): Promise<SavedPromotion> {
    const promotion = await checkedOffer(context, `Promotion "${given.code}"`, given)
    await lockRules(context)
    const { code } = promotion
    return presentPromotion(await saveRule(context, { kind: 'promotion', code, content: promotion, expectedVersion }))
  },
})
