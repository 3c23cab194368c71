/** What is sold beyond a package, and at which price: tables by studio, branch and package, in marginal tiers. Pure. */
import { z } from 'zod'
import { type EntitlementName, entitlementKinds } from './entitlement.ts'

const code = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u, 'must begin with a letter or digit and hold only those and . _ -')
const name = z.string().trim().normalize('NFC').min(1).max(100)
const names = z.array(z.string().trim().min(1).max(60)).min(1).max(200)

const tier = z.strictObject({
  /** The last one that has this price, counted from 1 over all that the customer buys of it; the last tier has none. */
  upTo: z.int().min(1).max(1_000_000).optional(),
  /** For each; a decimal string in the studio's currency. */
  price: z.string().min(1).max(30),
})

export const priceTableSchema = z.strictObject({
  code,
  name,
  nameEn: name.optional(),
  /** What is beyond the package. */
  entitlement: z.enum(entitlementKinds),
  /** Of products and others, which: the code in the package. */
  of: z.string().trim().min(1).max(60).optional(),
  /** The item of the catalogue that is sold for it. */
  item: z.string().trim().min(1).max(60),
  /** Codes of the packages for which it holds; all unless told. */
  packages: names.optional(),
  /** The branches in which it holds; all unless told. */
  branches: names.optional(),
  /** Each tier prices only what lies within it. None: the price of the catalogue and its price lists. */
  tiers: z.array(tier).max(50).default([]),
})

export interface PriceTable extends z.output<typeof priceTableSchema> {}

export interface KeptPriceTable extends PriceTable {
  readonly version: number
}

/** What is wrong with a table; undefined where nothing is. */
export function tableFault({ entitlement, of, tiers }: PriceTable): string | undefined {
  const needsCode = entitlement === 'products' || entitlement === 'others'
  if (needsCode && of === undefined) return `must say which of the ${entitlement} it prices, in of`
  if (!needsCode && of !== undefined) return `must not name of: there is one entitlement of ${entitlement}`
  let last = 0
  for (const [at, { upTo }] of tiers.entries()) {
    const ends = at === tiers.length - 1
    if (ends && upTo !== undefined) return 'must have a last tier without upTo, so that every number has a price'
    if (!ends && upTo === undefined) return `must say upTo in tier ${at + 1}: only the last has no end`
    if (upTo !== undefined && upTo <= last) return `must have tiers that rise, but tier ${at + 1} ends at ${upTo}`
    last = upTo ?? last
  }
  return undefined
}

const prices = (table: PriceTable, of: EntitlementName): boolean =>
  table.entitlement === of.entitlement && (table.of ?? null) === of.code

/** Named packages go before named branches, those before all. */
export function speciality({ packages, branches }: PriceTable): number {
  return (packages === undefined ? 0 : 2) + (branches === undefined ? 0 : 1)
}

/** The most special of the tables that hold; undefined where there is none. */
export function chooseTable(
  tables: readonly KeptPriceTable[],
  of: EntitlementName,
  at: { readonly branch: string; readonly package: string },
): KeptPriceTable | undefined {
  return tables
    .filter((table) => prices(table, of))
    .filter(
      ({ packages, branches }) =>
        (packages ?? [at.package]).includes(at.package) && (branches ?? [at.branch]).includes(at.branch),
    )
    .sort((one, other) => speciality(other) - speciality(one))[0]
}

/** Whether two tables could both hold with none more special than the other. */
export function isAmbiguous(one: PriceTable, other: PriceTable): boolean {
  if (one.entitlement !== other.entitlement || one.of !== other.of || speciality(one) !== speciality(other))
    return false
  return meet(one.packages, other.packages) && meet(one.branches, other.branches)
}

const meet = (one: readonly string[] | undefined, other: readonly string[] | undefined): boolean =>
  one === undefined || other === undefined || one.some((value) => other.includes(value))

/** A number of one price, and where in the count it lies. */
export interface TierPart {
  readonly quantity: number
  readonly price: string
  /** The first and the last of them, counted from 1. */
  readonly from: number
  readonly to: number
}

/**
 * Parts `quantity` over the tiers, each priced by its own. `before` were bought already, so the count goes on after them.
 */
export function tierParts(tiers: PriceTable['tiers'], before: number, quantity: number): TierPart[] {
  const parts: TierPart[] = []
  let at = before
  const end = before + quantity
  for (const { upTo = Number.POSITIVE_INFINITY, price } of tiers) {
    if (at >= end) break
    if (upTo <= at) continue
    const to = Math.min(end, upTo)
    parts.push({ quantity: to - at, price, from: at + 1, to })
    at = to
  }
  return parts
}
