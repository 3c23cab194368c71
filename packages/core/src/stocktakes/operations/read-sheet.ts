import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import {
  inventoryItems,
  inventoryLots,
  requireLocations,
  type StockItemRow,
  StockLocationUnknown,
} from '../../inventory/index.ts'
import { CountInvalid, StocktakeUnknown } from '../errors.ts'
import { expectedPlaces } from '../expected-places.ts'
import { type Place, placeKey } from '../read-books.ts'
import { locationsOf } from '../scope.ts'
import { idText } from '../shapes.ts'
import { type CountedLineRow, stocktakesLines, stocktakesStocktakes } from '../tables.ts'

const schema = z.strictObject({
  stocktakeId: idText,
  /** The code or id of the location. */
  location: idText,
})

export interface ReadCountSheet extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadCountSheet> = schema

const lineShape = z.object({
  itemId: z.string(),
  code: z.string(),
  name: z.string(),
  unit: z.string(),
  packs: z.array(z.object({ unit: z.string(), quantity: z.int() })),
  /** none, lot or serial: by what it is counted. */
  tracking: z.string(),
  lotId: z.string().nullable(),
  lot: z.string().nullable(),
  /** toCount, counted, or recount: to be counted again by somebody else than the last counter. */
  state: z.enum(['toCount', 'counted', 'recount']),
  countedBy: z.string().nullable(),
  /** What the books say now; null where the stocktake is blind. */
  book: z.int().nullable(),
})

const outputShape = z.object({
  stocktakeId: z.string(),
  number: z.string(),
  location: z.object({ id: z.string(), code: z.string(), name: z.string() }),
  blind: z.boolean(),
  /** By code and lot: what the books have there, and what was counted. Anything else that is found is counted too. */
  lines: z.array(lineShape),
})

export interface CountSheet extends z.output<typeof outputShape> {}

const output: z.ZodType<CountSheet> = outputShape

const errors = [StocktakeUnknown, StockLocationUnknown, CountInvalid] as const

/** What is to be counted at a location, for who counts. At most eight statements. */
export const sheet: Operation<'query', ReadCountSheet, CountSheet, (typeof errors)[number]> = operation({
  name: 'stocktakes.sheet',
  summary: 'Answers what is to be counted at a location, without what the books say where the stocktake is blind.',
  kind: 'query',
  input,
  output,
  errors,
  async run(context, { stocktakeId, location: code }) {
    const { store, branch } = context
    const stocktake = await store.get(stocktakesStocktakes, stocktakeId)
    if (stocktake?.branch !== branch) throw StocktakeUnknown.create({ stocktakeId, branch })
    const [location] = await requireLocations(context, [code])
    if (location === undefined || !locationsOf(stocktake).includes(location.id)) {
      throw CountInvalid.create({ line: 0, rule: 'be of a location of the stocktake', value: `"${code}"` })
    }
    const expected = await expectedPlaces(store, stocktake, [location.id])
    const where = { stocktakeId, locationId: location.id }
    const counted = new Map(
      (await store.find(stocktakesLines, { where, limit: 'all' })).map((row) => [placeKey(row), row]),
    )
    const known = new Map(expected.map((place) => [placeKey(place), place]))
    const places: Place[] = [...expected, ...[...counted.values()].filter((row) => !known.has(placeKey(row)))]
    const items = await itemsOfPlaces(context, expected, places)
    const lotIds = places.flatMap((place) => (place.lotId === '' ? [] : [place.lotId]))
    const lots =
      lotIds.length === 0 ? [] : await store.find(inventoryLots, { where: { id: { in: lotIds } }, limit: 'all' })
    const numbers = new Map(lots.map((lot) => [lot.id, lot.number]))
    const lines = places.flatMap((place) => {
      const item = items.get(place.itemId)
      const row = counted.get(placeKey(place))
      if (item === undefined) return []
      return [
        {
          itemId: item.id,
          code: item.code,
          name: item.name,
          unit: item.unit,
          packs: lineShape.shape.packs.parse(item.packs),
          tracking: item.tracking,
          lotId: place.lotId === '' ? null : place.lotId,
          lot: numbers.get(place.lotId) ?? null,
          state: stateOf(row),
          countedBy: row?.counter ?? null,
          book: stocktake.blind ? null : (known.get(placeKey(place))?.book ?? 0),
        },
      ]
    })
    lines.sort((one, other) => (`${one.code} ${one.lot ?? ''}` < `${other.code} ${other.lot ?? ''}` ? -1 : 1))
    const { id, name } = location
    return {
      stocktakeId,
      number: stocktake.number,
      location: { id, code: location.code, name },
      blind: stocktake.blind,
      lines,
    }
  },
})

function stateOf(row: CountedLineRow | undefined): 'toCount' | 'counted' | 'recount' {
  if (row === undefined) return 'toCount'
  return row.recount ? 'recount' : 'counted'
}

/** Items of what was counted and is not expected there. One statement where there are any. */
async function itemsOfPlaces(
  { store }: { readonly store: Parameters<typeof expectedPlaces>[0] },
  expected: readonly { readonly item: StockItemRow }[],
  places: readonly Place[],
): Promise<ReadonlyMap<string, StockItemRow>> {
  const items = new Map(expected.map(({ item }) => [item.id, item]))
  const missing = [...new Set(places.map((place) => place.itemId))].filter((id) => !items.has(id))
  if (missing.length === 0) return items
  const rows = await store.find(inventoryItems, { where: { id: { in: missing } }, limit: 'all' })
  for (const row of rows) items.set(row.id, row)
  return items
}
