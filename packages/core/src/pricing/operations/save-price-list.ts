/** Saves a price list: when and where it holds. Its prices are set with pricing.setPrices. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { BranchUnknown } from '../../engine/studio.ts'
import { requireBranches, requireDays } from '../check-offer.ts'
import { OfferInvalid, PriceListAmbiguous, PriceListInvalid, RuleChanged } from '../errors.ts'
import { presentPriceList, priceListOutput, type SavedPriceList } from '../present-rule.ts'
import { commonDay, type PriceList, priceListSchema } from '../price-list.ts'
import { lockRules } from '../rule-book.ts'
import { saveRule } from '../save-rule.ts'
import { pricingRulesKept } from '../tables.ts'

const inputSchema = priceListSchema.extend({
  /** The version that the change was made for; 0 for a new list. */
  expectedVersion: z.int().min(0).optional(),
})

export interface SavePriceList extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, SavePriceList> = inputSchema

export const savePriceList = operation({
  name: 'pricing.savePriceList',
  summary: 'Saves a price list by its code: its branches, season, weekdays, days and priority.',
  kind: 'command',
  input,
  output: priceListOutput,
  errors: [PriceListAmbiguous, PriceListInvalid, RuleChanged, OfferInvalid, BranchUnknown],
  async run(context, { expectedVersion, ...list }): Promise<SavedPriceList> {
    const refuse = (rule: string) => PriceListInvalid.create({ list: list.code, rule })
    requireDays(list, refuse)
    if (list.dates !== undefined && (list.from !== undefined || list.to !== undefined || list.weekdays !== undefined)) {
      throw refuse('must name single days, or a season and weekdays, not both')
    }
    requireBranches(context, list.branches)
    await lockRules(context)
    const others = await context.store.find(pricingRulesKept, {
      where: { kind: 'priceList', active: true, code: { ne: list.code } },
      orderBy: ['code'],
      limit: 'all',
    })
    for (const other of others) {
      const common = commonDay(list, other.content as unknown as PriceList)
      if (common !== undefined) throw PriceListAmbiguous.create({ list: list.code, other: other.code, ...common })
    }
    const row = await saveRule(context, { kind: 'priceList', code: list.code, content: list, expectedVersion })
    return presentPriceList(row)
  },
})
