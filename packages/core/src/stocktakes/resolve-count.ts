/** What somebody counted, as the desk gives it: codes to ids, packs to units, numbers of lots and serials to rows. */
import type { CommandContext } from '../engine/context.ts'
import {
  inventoryLots,
  inventorySerials,
  LotInvalid,
  type LocationRow,
  requireItems,
  SerialInvalid,
  type StockItemRow,
  unitsOf,
} from '../inventory/index.ts'
import type { Seen } from './count-difference.ts'
import { CountInvalid } from './errors.ts'
import { type Place, placeKey } from './read-books.ts'
import { covers } from './scope.ts'
import type { StocktakeRow } from './tables.ts'

export interface CountedInput {
  readonly item: string
  readonly quantity?: number | undefined
  readonly unit?: string | undefined
  readonly lot?: string | undefined
  readonly serials?: readonly string[] | undefined
}

export interface SeenPlace extends Place {
  readonly item: StockItemRow
  readonly seen: Seen
}

/**
 * What was seen, place by place: lines of the same are added up, so that two boxes and five sheets are two lines. Items, and where
 * there are any lots and serials: one statement each.
 *
 * @throws STOCK_ITEM_UNKNOWN, COUNT_INVALID, LOT_INVALID, SERIAL_INVALID, MOVEMENT_INVALID (the unit)
 */
export async function resolveCount(
  context: CommandContext,
  stocktake: StocktakeRow,
  location: LocationRow,
  lines: readonly CountedInput[],
): Promise<ReadonlyMap<string, SeenPlace>> {
  const items = await requireItems(
    context.store,
    lines.map((line) => line.item),
  )
  const asked = lines.flatMap((line, index) => {
    const item = items[index]
    if (item === undefined) return []
    checkLine(stocktake, line, item, index + 1)
    return [{ line, item, perUnit: unitsOf(item, line.unit, index + 1) }]
  })
  const lots = await lotsOf(context, asked)
  const serials = await serialsOf(context, asked)
  const places = new Map<string, SeenPlace>()
  for (const { line, item, perUnit } of asked) {
    const lotId = line.lot === undefined ? '' : (lots.get(`${item.id} ${line.lot}`) ?? '')
    const place = { locationId: location.id, itemId: item.id, lotId }
    const units = (line.serials ?? []).flatMap((serial) => serials.get(`${item.id} ${serial}`) ?? [])
    const { quantity, serials: before } = places.get(placeKey(place))?.seen ?? { quantity: 0, serials: [] }
    const added = line.serials === undefined ? (line.quantity ?? 0) * perUnit : units.length
    places.set(placeKey(place), {
      ...place,
      item,
      seen: { quantity: quantity + added, serials: [...before, ...units].sort() },
    })
  }
  return places
}

function checkLine(stocktake: StocktakeRow, line: CountedInput, item: StockItemRow, at: number): void {
  const refuse = (rule: string, value: string) => CountInvalid.create({ line: at, rule, value })
  if (!covers(stocktake, item)) throw refuse('be of what the stocktake counts', `"${item.code}"`)
  if (item.tracking === 'serial') {
    if (line.serials === undefined) throw refuse(`name the serials of "${item.code}" that are there`, 'a number')
    if (line.quantity !== undefined) throw refuse('name serials alone', `a quantity of ${line.quantity} too`)
    return
  }
  if (line.serials !== undefined)
    throw refuse(`name no serials, since "${item.code}" has none`, line.serials.join(', '))
  if (line.quantity === undefined) throw refuse(`say how much of "${item.code}" there is`, 'nothing')
  if ((item.tracking === 'lot') !== (line.lot !== undefined)) {
    const rule =
      item.tracking === 'lot' ? `name the lot of "${item.code}"` : `name no lot, since "${item.code}" has none`
    throw refuse(rule, line.lot ?? 'none')
  }
}

interface Asked {
  readonly line: CountedInput
  readonly item: StockItemRow
}

async function lotsOf({ store }: CommandContext, asked: readonly Asked[]): Promise<ReadonlyMap<string, string>> {
  const named = asked.filter(({ line }) => line.lot !== undefined)
  if (named.length === 0) return new Map()
  const where = {
    itemId: { in: named.map(({ item }) => item.id) },
    number: { in: named.flatMap(({ line }) => line.lot ?? []) },
  }
  const rows = await store.find(inventoryLots, { where, limit: 'all' })
  const known = new Map(rows.map((row) => [`${row.itemId} ${row.number}`, row.id]))
  for (const { line, item } of named) {
    if (known.has(`${item.id} ${line.lot}`)) continue
    throw LotInvalid.create({ item: item.code, lot: line.lot ?? '', rule: 'is not known' })
  }
  return known
}

async function serialsOf({ store }: CommandContext, asked: readonly Asked[]): Promise<ReadonlyMap<string, string>> {
  const named = asked.flatMap(({ line, item }) => (line.serials ?? []).map((serial) => ({ item, serial })))
  if (named.length === 0) return new Map()
  const where = {
    itemId: { in: named.map(({ item }) => item.id) },
    serial: { in: named.map(({ serial }) => serial) },
  }
  const rows = await store.find(inventorySerials, { where, limit: 'all' })
  const known = new Map(rows.map((row) => [`${row.itemId} ${row.serial}`, row.id]))
  const seen = new Set<string>()
  for (const { item, serial } of named) {
    const key = `${item.id} ${serial}`
    const refuse = (rule: string) => SerialInvalid.create({ item: item.code, serial, rule })
    if (seen.has(key)) throw refuse('is named twice')
    if (!known.has(key)) throw refuse('is not known')
    seen.add(key)
  }
  return known
}
