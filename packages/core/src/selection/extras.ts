/** What is beyond the package, as lines to sell. Pure. */
import type { LineWanted } from '../orders/index.ts'
import { Money } from '../values/money.ts'
import { type Counted, type EntitlementName, keyOf, sumCounted } from './entitlement.ts'
import { ExtraNotPriced } from './errors.ts'
import { chooseTable, type KeptPriceTable, tierParts } from './price-table.ts'

export interface PackageLine {
  readonly branch: string
  /** The code of the package. */
  readonly package: string
  readonly currency: string
}

/** A line to sell, and which entitlement it is beyond. */
export interface ExtraLine {
  readonly of: EntitlementName
  readonly line: LineWanted
}

/**
 * One line for each tier that is reached, so that every line is a number times a price. The count of an entitlement goes on
 * over all that was bought beyond the package before.
 *
 * @throws EXTRA_NOT_PRICED where no table says what to sell
 */
export function extraLines(
  counted: readonly Counted[],
  before: readonly Counted[],
  tables: readonly KeptPriceTable[],
  at: PackageLine,
): ExtraLine[] {
  const bought = sumCounted(before)
  return counted
    .filter(({ extra }) => extra > 0)
    .flatMap(({ entitlement, code, variant, extra }): ExtraLine[] => {
      const of = { entitlement, code, variant }
      const table = chooseTable(tables, of, at)
      if (table === undefined && (entitlement !== 'products' || code === null)) {
        throw ExtraNotPriced.create({ entitlement, code, branch: at.branch, package: at.package })
      }
      const item = table?.item ?? code ?? ''
      const sold = { item, ...(variant === null ? {} : { variant }) }
      if (table === undefined || table.tiers.length === 0) return [{ of, line: { ...sold, quantity: String(extra) } }]
      return tierParts(table.tiers, bought.get(keyOf(of))?.extra ?? 0, extra).map((part) => ({
        of,
        line: {
          ...sold,
          quantity: String(part.quantity),
          listed: {
            price: Money.of(part.price, at.currency),
            source: { kind: 'priceTable', code: table.code, version: table.version, name: table.name },
            audit: `price table ${table.code} version ${table.version}: ${entitlement} beyond ${at.package}, numbers ${part.from} to ${part.to}`,
          },
        },
      }))
    })
}
