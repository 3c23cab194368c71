/** What the workshop makes of a line. Pure. */
import type { Entitlements } from '../catalog/index.ts'
import type { LineAfter } from '../orders/index.ts'
import { canonicalJson } from '../values/json.ts'

export type Produced = Pick<LineAfter, 'itemCode' | 'variant' | 'options' | 'kind' | 'entitlements'>

/**
 * Whether two lines are made alike, however many of them: products and spreads of packages, or else the item, and what was chosen of
 * it. What a customer approved of the one is then what is made of the other.
 */
export function isSameProduce(one: Produced, other: Produced): boolean {
  return canonicalJson(produceOf(one)) === canonicalJson(produceOf(other))
}

function produceOf({ itemCode, variant, options, entitlements }: Produced) {
  const { products = [], spreads = 0 } = (entitlements ?? {}) as Entitlements
  const made = products.map(({ code, variant: of = null, quantity }) => canonicalJson([code, of, quantity])).sort()
  const chosen = (options ?? []) as readonly { readonly group: string; readonly choice: string }[]
  return {
    of: made.length === 0 && spreads === 0 ? itemCode : { made, spreads },
    variant,
    chosen: chosen.map(({ group, choice }) => [group, choice]),
  }
}
