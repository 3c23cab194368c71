/** The price lists and promotions of a studio in one document, kept in memory like settings: they cost an order no statement. */
import { z } from 'zod'
import { changeDocument } from '../engine/house/index.ts'
import type { CommandContext } from '../engine/context.ts'
import type { SettingsOf } from '../engine/settings.ts'
import type { Promotion } from './offer.ts'
import { promotionSchema } from './offer.ts'
import { type PriceList, priceListSchema } from './price-list.ts'
import { pricingRulesKept } from './tables.ts'

export interface KeptPriceList extends PriceList {
  /** The version of the list. */
  readonly version: number
}

export interface RuleBook {
  readonly priceLists: readonly KeptPriceList[]
  readonly promotions: readonly Promotion[]
}

const version = z.int().min(1)

const bookSchema = z.object({
  priceLists: z.array(priceListSchema.extend({ version })).default([]),
  promotions: z.array(promotionSchema.extend({ type: z.literal('promotion'), version })).default([]),
})

export const ruleBook: SettingsOf<RuleBook> = { name: 'pricing.book', settings: bookSchema }

/** The most price lists, and the most promotions, that are in force at once. */
export const mostRules = 500

/** Writes the document anew from the rules in force. Call it under the lock of {@link lockRules}, after the rules are written. */
export async function rewriteBook(context: CommandContext): Promise<void> {
  const rows = await context.store.find(pricingRulesKept, {
    where: { active: true },
    orderBy: ['kind', 'code'],
    limit: 'all',
  })
  const of = (kind: string) => rows.filter((row) => row.kind === kind)
  await changeDocument(context, ruleBook, {
    priceLists: of('priceList').map((row) => ({ ...(row.content as unknown as PriceList), version: row.ruleVersion })),
    promotions: of('promotion').map((row) => ({
      ...(row.content as unknown as Promotion),
      type: 'promotion' as const,
      version: row.ruleVersion,
    })),
  })
}

/** One change of the rules at a time. */
export async function lockRules(context: CommandContext): Promise<void> {
  await context.store.lock(['pricing.rules'])
}
