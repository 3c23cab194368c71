/** What a package includes, counted down as it is used. Pure. */
import { z } from 'zod'
import type { Entitlements } from '../catalog/index.ts'

/** The kinds of entitlement that are counted. */
export const entitlementKinds = [
  'shoots',
  'outfits',
  'scenes',
  'looks',
  'imagesRetouched',
  'originals',
  'spreads',
  'products',
  'others',
] as const
export type EntitlementKind = (typeof entitlementKinds)[number]

/** Which entitlement of a package. */
export interface EntitlementName {
  readonly entitlement: EntitlementKind
  /** Of products and others, which; null for the rest. */
  readonly code: string | null
  /** Of products with variants, which. */
  readonly variant: string | null
}

export const entitlementNameShape = {
  entitlement: z.enum(entitlementKinds),
  code: z.string().nullable(),
  variant: z.string().nullable(),
}

/** So much of one entitlement. */
export interface Used extends EntitlementName {
  readonly quantity: number
}

/** What was used of one entitlement: within the package, and beyond it. */
export interface Counted extends EntitlementName {
  readonly included: number
  readonly extra: number
}

/** One entitlement of a package; `all` has no end. */
export interface Included extends EntitlementName {
  readonly quantity: number | 'all'
}

export const named = (entitlement: EntitlementKind, code: string | null = null, variant: string | null = null) => {
  return { entitlement, code, variant }
}

export const keyOf = ({ entitlement, code, variant }: EntitlementName): string =>
  JSON.stringify([entitlement, code, variant])

/**
 * What a line includes: the entitlements of its package, times its quantity in whole packages.
 *
 * @param quantity decimal text, as the line has it
 */
export function includedIn(entitlements: Entitlements | null, quantity: string): Included[] {
  if (entitlements === null) return []
  const times = Number(quantity.split('.')[0])
  const { products = [], others = [], named: _, ...plain } = entitlements
  const counted = Object.entries(plain).flatMap(([entitlement, count]): Included[] =>
    count === undefined
      ? []
      : [{ ...named(entitlement as EntitlementKind), quantity: count === 'all' ? 'all' : count * times }],
  )
  return [
    ...counted,
    ...products.map((one) => ({ ...named('products', one.code, one.variant ?? null), quantity: one.quantity * times })),
    ...others.map((one) => ({ ...named('others', one.code), quantity: one.quantity * times })),
  ]
}

/** What is used of one package beside each other, by key. */
export function sumCounted(all: readonly Counted[]): ReadonlyMap<string, Counted> {
  const sums = new Map<string, Counted>()
  for (const one of all) {
    const before = sums.get(keyOf(one))
    sums.set(keyOf(one), {
      ...one,
      included: (before?.included ?? 0) + one.included,
      extra: (before?.extra ?? 0) + one.extra,
    })
  }
  return sums
}

/**
 * Parts what is wanted into what the package still includes and what goes beyond it. What is left is never below nothing.
 *
 * @param before what was used of the package already
 */
export function splitUse(
  included: readonly Included[],
  before: readonly Counted[],
  wanted: readonly Used[],
): readonly Counted[] {
  const holds = new Map(included.map((one) => [keyOf(one), one.quantity]))
  const used = sumCounted(before)
  return wanted.map(({ entitlement, code, variant, quantity }) => {
    const name = { entitlement, code, variant }
    const within = Math.min(quantity, leftOf(holds.get(keyOf(name)) ?? 0, used.get(keyOf(name))?.included ?? 0))
    return { ...name, included: within, extra: quantity - within }
  })
}

export function leftOf(included: number | 'all', used: number): number {
  return included === 'all' ? Number.POSITIVE_INFINITY : Math.max(0, included - used)
}
