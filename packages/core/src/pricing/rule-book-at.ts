/** The price lists and promotions as they were in force at a moment. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import type { Instant } from '../values/instant.ts'
import type { Promotion } from './offer.ts'
import type { PriceList } from './price-list.ts'
import type { RuleBook } from './rule-book.ts'
import { pricingRuleVersions } from './tables.ts'

/** One statement. Rules that were ended since are in it, and those that came later are not. */
export async function ruleBookAt(context: QueryContext | CommandContext, at: Instant): Promise<RuleBook> {
  const rows = await context.store.find(pricingRuleVersions, {
    where: { at: { lte: at } },
    orderBy: ['kind', 'code', 'ruleVersion'],
    limit: 'all',
  })
  const last = new Map(rows.map((row) => [JSON.stringify([row.kind, row.code]), row]))
  const of = (kind: string) => [...last.values()].filter((row) => row.active && row.kind === kind)
  return {
    priceLists: of('priceList').map((row) => ({ ...(row.content as unknown as PriceList), version: row.ruleVersion })),
    promotions: of('promotion').map((row) => ({
      ...(row.content as unknown as Promotion),
      type: 'promotion' as const,
      version: row.ruleVersion,
    })),
  }
}
