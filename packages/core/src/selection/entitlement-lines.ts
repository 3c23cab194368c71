/** Included, used, picked, left and beyond, for each entitlement of a package. Pure. */
import {
  type Counted,
  type EntitlementName,
  type Included,
  keyOf,
  leftOf,
  splitUse,
  sumCounted,
  type Used,
} from './entitlement.ts'

export interface EntitlementLine extends EntitlementName {
  readonly included: number | 'all'
  readonly used: number
  readonly picked: number
  readonly left: number | 'all'
  readonly extra: number
  readonly extraPicked: number
}

/** Those of the package in its order, then what is used although the package has none of it. */
export function entitlementLines(
  included: readonly Included[],
  of: { readonly counted: readonly Counted[]; readonly picked: readonly Used[] },
): EntitlementLine[] {
  const sums = sumCounted(of.counted)
  const picked = new Map(splitUse(included, of.counted, of.picked).map((one) => [keyOf(one), one]))
  const known = new Set(included.map(keyOf))
  const beside = [...sums.values(), ...picked.values()].filter((one) => !known.has(keyOf(one)))
  const besideOnce = [...new Map(beside.map((one) => [keyOf(one), { ...one, quantity: 0 }])).values()]
  return [...included, ...besideOnce]
    .map(({ entitlement, code, variant, quantity }): EntitlementLine => {
      const key = keyOf({ entitlement, code, variant })
      const used = sums.get(key)?.included ?? 0
      const now = picked.get(key)
      return {
        ...{ entitlement, code, variant },
        included: quantity,
        used,
        picked: now?.included ?? 0,
        left: quantity === 'all' ? 'all' : leftOf(quantity, used + (now?.included ?? 0)),
        extra: sums.get(key)?.extra ?? 0,
        extraPicked: now?.extra ?? 0,
      }
    })
    .filter(
      ({ included: all, used, picked: now, extra, extraPicked }) => all !== 0 || used + now + extra + extraPicked > 0,
    )
}
