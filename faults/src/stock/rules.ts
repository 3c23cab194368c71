/**
 * What must be true of an inventory at any moment. Nothing of the room's own code is used: facts are added up in the plainest way,
 * and held against everything that is kept beside them.
 */
import type { StockFacts } from './facts.ts'
import { conserved, lots, moments, promises, stock, things, transfers, vouchers } from './quantity-rules.ts'
import type { Rule } from './rule.ts'
import { books, layers, pools, productions, returns, values } from './value-rules.ts'

/** All of them; each must be able to tell. */
export const rules = {
  pools,
  stock,
  lots,
  layers,
  promises,
  things,
  moments,
  transfers,
  conserved,
  vouchers,
  returns,
  productions,
  values,
  books,
} as const satisfies Readonly<Record<string, Rule>>

const mostTold = 3

/** What is broken, in words: of each rule the first few. */
export function brokenRules(facts: StockFacts): readonly string[] {
  return Object.values(rules).flatMap(({ name, broken }) => {
    const found = broken(facts)
    const more = found.length > mostTold ? [`${name}: and ${found.length - mostTold} more`] : []
    return [...found.slice(0, mostTold).map((one) => `${name}: ${one}`), ...more]
  })
}
