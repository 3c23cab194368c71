/**
 * What must be true of orders at any moment. Nothing of the rooms' own code is used: facts are added up in the plainest way, and
 * held against everything that is kept beside them.
 */
import type { OrderFacts } from './facts.ts'
import { cancelled, numbers, statuses, totals, ways, work } from './line-rules.ts'
import { commitments, customersSide, earned, paid } from './money-rules.ts'
import type { Rule } from './rule.ts'
import { confirmations, extras, packages } from './selection-rules.ts'

/** All of them; each must be able to tell. */
export const rules = {
  totals,
  statuses,
  numbers,
  ways,
  work,
  cancelled,
  paid,
  commitments,
  earned,
  customersSide,
  packages,
  confirmations,
  extras,
} as const satisfies Readonly<Record<string, Rule>>

const mostTold = 3

/** What is broken, in words: of each rule the first few. */
export function brokenRules(facts: OrderFacts): readonly string[] {
  return Object.values(rules).flatMap(({ name, broken }) => {
    const found = broken(facts)
    const more = found.length > mostTold ? [`${name}: and ${found.length - mostTold} more`] : []
    return [...found.slice(0, mostTold).map((one) => `${name}: ${one}`), ...more]
  })
}
