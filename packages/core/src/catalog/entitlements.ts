/** What a package includes: what is counted down as the customer uses it, and what is promised by name. */
import { z } from 'zod'
import type { Json } from '../values/json.ts'

const count = z.int().min(0).max(100_000)
const code = z.string().trim().min(1).max(60)
const words = z.string().trim().normalize('NFC').min(1).max(100)

/** The entitlements that are one number each. */
export const countedEntitlements = ['shoots', 'outfits', 'scenes', 'looks', 'imagesRetouched', 'spreads'] as const
export type CountedEntitlement = (typeof countedEntitlements)[number]

const keyOfProduct = (one: { readonly code: string; readonly variant?: string | undefined }): string =>
  JSON.stringify([one.code, one.variant ?? null])

const once = (keys: readonly string[]): boolean => new Set(keys).size === keys.length

export const entitlementsSchema = z.strictObject({
  /** Shoots: times that the customer is photographed. */
  shoots: count.optional(),
  outfits: count.optional(),
  scenes: count.optional(),
  /** Make-up looks. */
  looks: count.optional(),
  /** Images that are retouched. */
  imagesRetouched: count.optional(),
  /** Unretouched files that the customer gets; `all` of them, or so many. */
  originals: z.union([z.literal('all'), count]).optional(),
  /** Spreads of the album. */
  spreads: count.optional(),
  /** Albums, frames and prints, by the code of their item; the variant may be left to the customer. */
  products: z
    .array(z.strictObject({ code, variant: code.optional(), quantity: z.int().min(1).max(100_000) }))
    .max(100)
    .refine((products) => once(products.map(keyOfProduct)), 'must name each code once, or once a variant')
    .optional(),
  /** What else is counted, in words of the studio's own: trial make-ups, mini albums. */
  others: z
    .array(z.strictObject({ code, name: words, nameEn: words.optional(), quantity: z.int().min(1).max(100_000) }))
    .max(100)
    .refine((others) => once(others.map((one) => one.code)), 'must name each code once')
    .optional(),
  /** What is promised by name and not counted: the chief photographer, a car to the beach. */
  named: z
    .array(z.strictObject({ code, name: words, nameEn: words.optional() }))
    .max(100)
    .refine((named) => once(named.map((one) => one.code)), 'must name each code once')
    .optional(),
})

/** What a package includes; what is not named is not included. */
export interface Entitlements extends z.output<typeof entitlementsSchema> {}

const difference = z.int().min(-100_000).max(100_000)

export const entitlementChangesSchema = z.strictObject({
  shoots: difference.optional(),
  outfits: difference.optional(),
  scenes: difference.optional(),
  looks: difference.optional(),
  imagesRetouched: difference.optional(),
  /** So many more or less, or `all`. */
  originals: z.union([z.literal('all'), difference]).optional(),
  spreads: difference.optional(),
  products: z
    .array(z.strictObject({ code, variant: code.optional(), quantity: difference }))
    .max(100)
    .optional(),
  others: z
    .array(z.strictObject({ code, name: words, nameEn: words.optional(), quantity: difference }))
    .max(100)
    .optional(),
  named: entitlementsSchema.shape.named,
})

/** What an option adds to a package, or takes away from it. */
export interface EntitlementChanges extends z.output<typeof entitlementChangesSchema> {}

/** Entitlements with changes applied: never below none, and all originals stay all. Pure. */
export function changeEntitlements(standing: Entitlements, changes: EntitlementChanges): Entitlements {
  const changed: { -readonly [K in keyof Entitlements]: Entitlements[K] } = { ...standing }
  for (const name of countedEntitlements) {
    const by = changes[name]
    if (by !== undefined) changed[name] = Math.max(0, (standing[name] ?? 0) + by)
  }
  if (changes.originals === 'all' || standing.originals === 'all') changed.originals = 'all'
  else if (changes.originals !== undefined) {
    changed.originals = Math.max(0, (standing.originals ?? 0) + changes.originals)
  }
  if (changes.products !== undefined) {
    changed.products = summed(standing.products ?? [], changes.products, keyOfProduct)
  }
  if (changes.others !== undefined) changed.others = summed(standing.others ?? [], changes.others, (one) => one.code)
  if (changes.named !== undefined) {
    const known = new Set((standing.named ?? []).map((one) => one.code))
    changed.named = [...(standing.named ?? []), ...changes.named.filter((one) => !known.has(one.code))]
  }
  return changed
}

function summed<Counted extends { readonly quantity: number }>(
  standing: readonly Counted[],
  changes: readonly Counted[],
  keyOf: (one: Counted) => string,
): Counted[] {
  const sums = new Map(standing.map((one) => [keyOf(one), one]))
  for (const one of changes) {
    const before = sums.get(keyOf(one))
    sums.set(keyOf(one), before === undefined ? one : { ...before, quantity: before.quantity + one.quantity })
  }
  return [...sums.values()].filter((one) => one.quantity > 0)
}

/** Entitlements as their column holds them: what is not named is left out. */
export function entitlementsColumn(entitlements: Entitlements): Json {
  const named = Object.entries(entitlements).filter(([, value]) => value !== undefined)
  return Object.fromEntries(named) as Record<string, Json>
}
