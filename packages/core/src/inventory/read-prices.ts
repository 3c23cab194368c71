/** What items of the inventory are sold for: the price of the catalogue's item with the same code, where there is one. */
import { catalogItems } from '../catalog/index.ts'
import type { ScopedReads } from '../storage/scoped-reads.ts'
import { Quantity } from '../values/quantity.ts'
import { divideRounded } from '../values/rounding.ts'

/** Prices without tax, in minor units, by code. One statement. */
export async function readNetPrices(
  store: ScopedReads,
  codes: readonly string[],
  currency: string,
): Promise<ReadonlyMap<string, bigint>> {
  if (codes.length === 0) return new Map()
  const where = { code: { in: codes }, active: true, currency }
  const rows = await store.find(catalogItems, { where, limit: 'all' })
  return new Map(rows.map(({ code, price, taxRate }) => [code, netOf(price, taxRate)]))
}

/** A price that holds so many per cent of tax, without it. */
function netOf(price: bigint, taxRate: string | null): bigint {
  if (taxRate === null) return price
  const { numerator, denominator } = Quantity.of(taxRate).toRatio()
  return divideRounded(price * 100n * denominator, 100n * denominator + numerator, 'half-up')
}
