/** Reads of rules that operations share. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { pricingRulesKept } from './tables.ts'

type Reading = Pick<QueryContext | CommandContext, 'store'>

/** The codes of the price lists in force. */
export async function knownLists(context: Reading): Promise<string[]> {
  const rows = await context.store.find(pricingRulesKept, {
    where: { kind: 'priceList', active: true },
    orderBy: ['code'],
    limit: 'all',
  })
  return rows.map((row) => row.code)
}
