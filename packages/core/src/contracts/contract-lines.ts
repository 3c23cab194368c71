/** Lines of an order as they stand on a contract, with everything that packages include by name. Pure. */
import type { Entitlements } from '../catalog/index.ts'
import { type OrderLine, type OrderLineRow, traceOf } from '../orders/index.ts'
import { type EntitlementKind, includedIn } from '../selection/index.ts'
import { Money } from '../values/money.ts'

/** A name of the studio's own; in English where it has one. */
export interface NamedInBoth {
  readonly zh: string
  readonly en: string | null
}

/** What was chosen of an option. */
export interface ContractOption {
  readonly group: NamedInBoth
  readonly name: NamedInBoth
  readonly price: string
}

/** One thing that a package includes. */
export interface ContractEntitlement {
  /** `named` is promised by name and not counted. */
  readonly entitlement: EntitlementKind | 'named'
  readonly code: string | null
  readonly variant: string | null
  readonly quantity: number | 'all'
  /** The studio's own words for it, where it has some. */
  readonly name: NamedInBoth | null
}

/** A step of the price: what it added, or took off. */
export interface ContractPriceStep {
  readonly zh: string
  readonly en: string
  readonly change: string
}

export interface ContractLine {
  readonly line: number
  readonly item: string
  readonly itemVersion: number | null
  readonly name: string
  /** In English; null where the studio has no such name for it. */
  readonly nameEn: string | null
  readonly kind: string
  readonly category: string
  readonly shootType: string | null
  readonly variant: string | null
  readonly options: readonly ContractOption[]
  readonly bundle: NamedInBoth | null
  readonly addOnTo: number | null
  readonly origin: string
  /** The day that it is for, where that is not the day on which it was sold. */
  readonly forDate: string | null
  readonly quantity: string
  readonly unitPrice: string
  readonly discount: string
  readonly amount: string
  readonly taxRate: string | null
  readonly steps: readonly ContractPriceStep[]
  readonly entitlements: readonly ContractEntitlement[]
}

/** What of an order a contract holds it to: where it differs, the contract is outdated. */
export interface AgreedLines {
  readonly currency: string
  readonly lines: readonly ContractLine[]
  readonly discount: string
  readonly total: string
}

/** The lines that stand, in their order, with what they come to. */
export function agreedLines(rows: readonly OrderLineRow[], currency: string): AgreedLines {
  const standing = rows.filter(({ progress }) => progress !== 'cancelled').sort((one, other) => one.line - other.line)
  const shown = (minor: bigint) => Money.ofMinor(minor, currency).toString()
  return {
    currency,
    lines: standing.map((row) => contractLine(row, currency)),
    discount: shown(standing.reduce((sum, { discount }) => sum + discount, 0n)),
    total: shown(standing.reduce((sum, { amount }) => sum + amount, 0n)),
  }
}

function contractLine(row: OrderLineRow, currency: string): ContractLine {
  const shown = (minor: bigint) => Money.ofMinor(minor, currency).toString()
  const {
    line,
    itemVersion,
    name,
    nameEn,
    kind,
    category,
    shootType,
    variant,
    addOnTo,
    origin,
    forDate,
    quantity,
    taxRate,
  } = row
  const options = (row.options ?? []) as unknown as OrderLine['options']
  const bundle = row.bundle as unknown as OrderLine['bundle']
  return {
    ...{
      line,
      itemVersion,
      name,
      nameEn,
      kind,
      category,
      shootType,
      variant,
      addOnTo,
      origin,
      forDate,
      quantity,
      taxRate,
    },
    item: row.itemCode,
    options: options.map((one) => ({
      group: { zh: one.groupName, en: one.groupNameEn },
      name: { zh: one.name, en: one.nameEn },
      price: one.price,
    })),
    bundle: bundle === null ? null : { zh: bundle.name, en: bundle.nameEn },
    unitPrice: shown(row.unitPrice),
    discount: shown(row.discount),
    amount: shown(row.amount),
    steps: traceOf(row, currency).map(({ words, change }) => ({ zh: words.zh, en: words.en, change })),
    entitlements: entitlementsOf(row),
  }
}

function entitlementsOf({ entitlements, quantity }: OrderLineRow): ContractEntitlement[] {
  const given = entitlements as Entitlements | null
  if (given === null) return []
  const own = new Map(
    [...(given.others ?? []), ...(given.named ?? [])].map(({ code, name, nameEn }) => [
      code,
      { zh: name, en: nameEn ?? null },
    ]),
  )
  const counted = includedIn(given, quantity)
    .filter((one) => one.quantity !== 0)
    .map(
      (one): ContractEntitlement => ({
        entitlement: one.entitlement,
        code: one.code,
        variant: one.variant,
        quantity: one.quantity,
        name: one.entitlement === 'others' ? (own.get(one.code ?? '') ?? null) : null,
      }),
    )
  const named = (given.named ?? []).map(
    ({ code }): ContractEntitlement => ({
      ...{ entitlement: 'named', code, variant: null, quantity: 1 },
      name: own.get(code) ?? null,
    }),
  )
  return [...counted, ...named]
}

/** The codes of the products that packages include. */
export const productCodesOf = (lines: readonly ContractLine[]): string[] => [
  ...new Set(
    lines.flatMap(({ entitlements }) =>
      entitlements.flatMap(({ entitlement, code }) => (entitlement === 'products' && code !== null ? [code] : [])),
    ),
  ),
]
