/** What a package includes: counted down as the customer uses it. */
import { z } from 'zod'
import type { Json } from '../values/json.ts'

const count = z.int().min(0).max(100_000)

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
  /** Albums, frames and prints, by the code of their item or a word of the studio's own. */
  products: z
    .array(z.strictObject({ code: z.string().trim().min(1).max(60), quantity: z.int().min(1).max(100_000) }))
    .max(100)
    .refine((products) => new Set(products.map((one) => one.code)).size === products.length, 'must name each code once')
    .optional(),
})

/** What a package includes; what is not named is not included. */
export interface Entitlements extends z.output<typeof entitlementsSchema> {}

/** Entitlements as their column holds them: what is not named is left out. */
export function entitlementsColumn(entitlements: Entitlements): Json {
  const named = Object.entries(entitlements).filter(([, value]) => value !== undefined)
  return Object.fromEntries(named) as Record<string, Json>
}
