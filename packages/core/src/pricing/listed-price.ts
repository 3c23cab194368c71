/** The price that a line begins with: as an add-on, by a price list, or of the catalogue. Pure. */
import { type ItemRow, type ItemVariant, partsOf, priceByList } from '../catalog/index.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { Money } from '../values/money.ts'
import { bySpeciality, listHolds } from './price-list.ts'
import type { ListedPrice } from './pricing-rule.ts'
import type { KeptPriceList } from './rule-book.ts'
import { auditOfCatalogue } from './rules/list-price.ts'

/** What a line is an add-on of, and what it costs as one; null for its own price. */
export interface AddOnOf {
  readonly to: string
  readonly price: string | null
}

/**
 * The most special of the price lists that hold on the day in the branch and name a price of the item, in its variant; see
 * {@link bySpeciality}. What an add-on costs beside another item goes before them.
 */
export function listedPrice(
  row: ItemRow,
  variant: ItemVariant | null,
  of: {
    readonly lists: readonly KeptPriceList[]
    readonly branch: string
    readonly date: CalendarDate
    readonly addOn: AddOnOf | null
  },
): ListedPrice {
  if (of.addOn !== null && of.addOn.price !== null) {
    const { to, price } = of.addOn
    return {
      price: Money.of(price, row.currency),
      source: { kind: 'addOn', code: to, version: null, name: null },
      audit: `add-on of ${to}, item ${row.code} version ${row.version}`,
    }
  }
  if (row.listPrices !== null) {
    const { listPrices } = partsOf(row)
    for (const list of [...of.lists].sort(bySpeciality)) {
      const price = priceByList(listPrices, list.code, variant?.code ?? null)
      if (price === undefined || !listHolds(list, of)) continue
      return {
        price: Money.of(price, row.currency),
        source: { kind: 'priceList', code: list.code, version: list.version, name: list.name },
        audit: `price list ${list.code} version ${list.version} for ${of.date}, item ${row.code} version ${row.version}`,
      }
    }
  }
  const price = variant === null ? Money.ofMinor(row.price, row.currency) : Money.of(variant.price, row.currency)
  return { price, source: null, audit: auditOfCatalogue(row.code, row.version) }
}
