import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { inventoryLocations, inventoryLots, inventorySerials } from '../../inventory/index.ts'
import type { ScopedReads } from '../../storage/scoped-reads.ts'
import { Money } from '../../values/money.ts'
import { accuracyOf } from '../accuracy.ts'
import { isExact } from '../count-difference.ts'
import { StocktakeUnknown } from '../errors.ts'
import { expectedPlaces } from '../expected-places.ts'
import { placeKey } from '../read-books.ts'
import { type FoundPlace, readDifferences } from '../read-differences.ts'
import { locationsOf } from '../scope.ts'
import { idText } from '../shapes.ts'
import { stocktakesStocktakes } from '../tables.ts'

const schema = z.strictObject({
  stocktakeId: idText,
  /** True: also where the books are right. */
  all: z.boolean().default(false),
})

export interface ListDifferences extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListDifferences> = schema

const lineShape = z.object({
  locationId: z.string(),
  location: z.string(),
  itemId: z.string(),
  code: z.string(),
  name: z.string(),
  unit: z.string(),
  lotId: z.string().nullable(),
  lot: z.string().nullable(),
  /** When it was counted, and by whom at last. */
  asOf: z.string(),
  counter: z.string(),
  counted: z.int(),
  /** What the books say of that moment, as is known now; of a posted stocktake with what was dated back since. */
  book: z.int(),
  /** Counted less book. */
  difference: z.int(),
  /** At what it was booked; of an open stocktake at what the item costs on average now. */
  value: z.string(),
  /** Single units that were found or are missing. */
  units: z.array(z.object({ serialId: z.string(), serial: z.string(), change: z.enum(['found', 'missing']) })),
  /** Somebody else must count it again. */
  recount: z.boolean(),
})

const outputShape = z.object({
  stocktakeId: z.string(),
  number: z.string(),
  status: z.string(),
  currency: z.string(),
  /** How many places were counted, and of how many the books are right. */
  counted: z.int(),
  exact: z.int(),
  /** Exact ÷ counted; null where nothing was counted. */
  accuracy: z.string().nullable(),
  /** Places that somebody else must count again. */
  recounts: z.int(),
  /** What was found more, what is missing, and the one less the other. */
  surplus: z.string(),
  shortage: z.string(),
  net: z.string(),
  /** By location, code and lot. */
  lines: z.array(lineShape),
  /** Of an open stocktake: where the books have something that nobody has counted. */
  uncounted: z.array(
    z.object({
      locationId: z.string(),
      location: z.string(),
      itemId: z.string(),
      code: z.string(),
      lotId: z.string().nullable(),
      book: z.int(),
    }),
  ),
})

export interface StocktakeDifferences extends z.output<typeof outputShape> {}

const output: z.ZodType<StocktakeDifferences> = outputShape

/** How what was counted differs from the books, in quantity and value; not for who counts blind. At most fourteen statements. */
export const differences: Operation<'query', ListDifferences, StocktakeDifferences, typeof StocktakeUnknown> =
  operation({
    name: 'stocktakes.differences',
    summary: 'Lists how what was counted differs from the books, in quantity and value.',
    kind: 'query',
    input,
    output,
    errors: [StocktakeUnknown],
    async run(context, { stocktakeId, all }) {
      const { store, branch } = context
      const stocktake = await store.get(stocktakesStocktakes, stocktakeId)
      if (stocktake?.branch !== branch) throw StocktakeUnknown.create({ stocktakeId, branch })
      const found = await readDifferences(context, stocktake)
      const known = new Set(found.map(({ row }) => placeKey(row)))
      const expected = stocktake.status === 'open' ? await expectedPlaces(store, stocktake, locationsOf(stocktake)) : []
      const uncounted = expected.filter((place) => !known.has(placeKey(place)))
      const names = await namesOf(store, found, locationsOf(stocktake))
      const { currency } = context.studio
      const money = (minor: bigint) => Money.ofMinor(minor, currency).toString()
      const sum = (of: (value: bigint) => boolean) =>
        found.reduce((whole, { value }) => (of(value) ? whole + value : whole), 0n)
      const exact = found.filter(({ difference }) => isExact(difference)).length
      const surplus = sum((value) => value > 0n)
      const shortage = -sum((value) => value < 0n)
      return {
        stocktakeId,
        number: stocktake.number,
        status: stocktake.status,
        currency,
        counted: found.length,
        exact,
        accuracy: accuracyOf(exact, found.length),
        recounts: found.filter(({ row }) => row.recount).length,
        surplus: money(surplus),
        shortage: money(shortage),
        net: money(surplus - shortage),
        lines: found
          .filter(({ difference }) => all || !isExact(difference))
          .map(({ row, item, book, difference, value }) => ({
            locationId: row.locationId,
            location: names.locations.get(row.locationId) ?? row.locationId,
            itemId: item.id,
            code: item.code,
            name: item.name,
            unit: item.unit,
            lotId: row.lotId === '' ? null : row.lotId,
            lot: names.lots.get(row.lotId) ?? null,
            asOf: row.asOf,
            counter: row.counter,
            counted: row.counted,
            book,
            difference: difference.quantity,
            value: money(value),
            units: Object.entries(difference.units).map(([serialId, change]) => ({
              serialId,
              serial: names.serials.get(serialId) ?? serialId,
              change: change > 0 ? ('found' as const) : ('missing' as const),
            })),
            recount: row.recount,
          })),
        uncounted: uncounted.map(({ locationId, item, lotId, book }) => ({
          locationId,
          location: names.locations.get(locationId) ?? locationId,
          itemId: item.id,
          code: item.code,
          lotId: lotId === '' ? null : lotId,
          book,
        })),
      }
    },
  })

/** What people call locations, lots and units. At most three statements. */
async function namesOf(store: ScopedReads, found: readonly FoundPlace[], locationIds: readonly string[]) {
  const lotIds = [...new Set(found.flatMap(({ row }) => (row.lotId === '' ? [] : [row.lotId])))]
  const units = [...new Set(found.flatMap(({ difference }) => Object.keys(difference.units)))]
  const locations = await store.find(inventoryLocations, { where: { id: { in: locationIds } }, limit: 'all' })
  const lots =
    lotIds.length === 0 ? [] : await store.find(inventoryLots, { where: { id: { in: lotIds } }, limit: 'all' })
  const serials =
    units.length === 0 ? [] : await store.find(inventorySerials, { where: { id: { in: units } }, limit: 'all' })
  return {
    locations: new Map(locations.map((row) => [row.id, row.code])),
    lots: new Map(lots.map((row) => [row.id, row.number])),
    serials: new Map(serials.map((row) => [row.id, row.serial])),
  }
}
