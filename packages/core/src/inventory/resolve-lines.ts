/** Lines as a desk gives them, as a movement takes them: codes to ids, packs to units, numbers of lots and serials to rows. */
import type { CommandContext } from '../engine/context.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { addMillis, type Instant } from '../values/instant.ts'
import { isCalotypeError } from '../values/calotype-error.ts'
import { Money } from '../values/money.ts'
import { LotInvalid, MovementInvalid, SerialInvalid } from './errors.ts'
import type { MovementLineDraft } from './movement-draft.ts'
import { requireItems, requireLocationsOrDefault } from './read-items.ts'
import { inventoryLots, inventorySerials, type LocationRow, type StockItemRow } from './tables.ts'

export interface AskedLine {
  readonly item: string
  readonly quantity: number
  readonly unit?: string | undefined
  readonly location?: string | undefined
  readonly lot?: string | undefined
  readonly serial?: string | undefined
  /** Of what comes in: the day on which the lot expires. */
  readonly expiresOn?: CalendarDate | undefined
  /** Of what comes in: what a unit costs, or all of the line. */
  readonly unitCost?: string | undefined
  readonly value?: string | undefined
}

export interface ResolvedLine extends MovementLineDraft {
  readonly item: StockItemRow
  readonly location: LocationRow
}

interface Pack {
  readonly unit: string
  readonly quantity: number
}

/** How many of the item's unit one of `unit` is. @throws MOVEMENT_INVALID */
export function unitsOf(item: StockItemRow, unit: string | undefined, line: number): number {
  if (unit === undefined || unit === item.unit) return 1
  const packs = item.packs as unknown as readonly Pack[]
  const pack = packs.find((one) => one.unit === unit)
  if (pack !== undefined) return pack.quantity
  const known = [item.unit, ...packs.map((one) => one.unit)].join(', ')
  throw MovementInvalid.create({ line, rule: `must be counted in ${known}`, value: unit })
}

/**
 * Which way the lines go: in (`in`), out (`out`). Lots and serials that come in for the first time are made. Items, locations, and
 * where there are any lots and serials: one statement each.
 *
 * @throws STOCK_ITEM_UNKNOWN, STOCK_LOCATION_UNKNOWN, MOVEMENT_INVALID, LOT_INVALID, SERIAL_INVALID, MONEY_MALFORMED, MONEY_TOO_PRECISE
 */
export async function resolveLines(
  context: CommandContext,
  lines: readonly AskedLine[],
  way: 'in' | 'out',
): Promise<ResolvedLine[]> {
  const items = await requireItems(
    context.store,
    lines.map((line) => line.item),
  )
  const locations = await requireLocationsOrDefault(
    context,
    lines.map((line) => line.location),
  )
  const { currency } = context.studio
  const placed = lines.flatMap((line, index) => {
    const item = items[index]
    const location = locations[index]
    if (item === undefined || location === undefined) return []
    const perUnit = unitsOf(item, line.unit, index + 1)
    requireTracked(item, line, index + 1)
    return [{ line, item, location, quantity: line.quantity * perUnit, value: costOf(line, currency, index + 1) }]
  })
  const lots = await lotsOf(context, placed, way)
  const serials = await serialsOf(context, placed, way)
  return placed.map(({ line, item, location, quantity, value }) => ({
    item,
    location,
    itemId: item.id,
    locationId: location.id,
    quantity: way === 'in' ? quantity : -quantity,
    value,
    lotId: line.lot === undefined ? undefined : lots.get(`${item.id} ${line.lot}`),
    serialId: line.serial === undefined ? undefined : serials.get(`${item.id} ${line.serial}`),
  }))
}

/** A lot or serial of what has none is named as it was written, not by an id. @throws MOVEMENT_INVALID */
function requireTracked({ code, tracking }: StockItemRow, { lot, serial }: AskedLine, line: number): void {
  const refuse = (what: string, value: string) =>
    MovementInvalid.create({ line, rule: `must name no ${what}, since "${code}" has none`, value: `"${value}"` })
  if (lot !== undefined && tracking !== 'lot') throw refuse('lot', lot)
  if (serial !== undefined && tracking !== 'serial') throw refuse('serial', serial)
}

/** @throws MOVEMENT_INVALID where a unit costs parts of a cent; MONEY_MALFORMED, MONEY_TOO_PRECISE */
function costOf({ unitCost, value, quantity }: AskedLine, currency: string, line: number): Money | undefined {
  if (value !== undefined) return Money.of(value, currency)
  if (unitCost === undefined) return undefined
  try {
    return Money.of(unitCost, currency).times(BigInt(quantity))
  } catch (error) {
    if (!isCalotypeError(error) || error.code !== 'MONEY_TOO_PRECISE') throw error
    const rule = `must have a unitCost in whole minor units of ${currency}, or say by value what all of it costs`
    throw MovementInvalid.create({ line, rule, value: unitCost }, { cause: error })
  }
}

interface PlacedLine {
  readonly line: AskedLine
  readonly item: StockItemRow
  readonly value: Money | undefined
}

async function lotsOf(
  context: CommandContext,
  lines: readonly PlacedLine[],
  way: 'in' | 'out',
): Promise<ReadonlyMap<string, string>> {
  const named = lines.filter(({ line }) => line.lot !== undefined)
  if (named.length === 0) return new Map()
  const { store } = context
  const where = {
    itemId: { in: named.map(({ item }) => item.id) },
    number: { in: named.flatMap(({ line }) => line.lot ?? []) },
  }
  const find = async () =>
    new Map(
      (await store.find(inventoryLots, { where, limit: 'all' })).map((row) => [`${row.itemId} ${row.number}`, row]),
    )
  const keys = named.map(({ line, item }) => `${item.id} ${line.lot}`)
  const known = await findOrHold(context, { what: 'lot', keys, way, find })
  for (const { line, item } of named) {
    const number = line.lot ?? ''
    const key = `${item.id} ${number}`
    const row = known.get(key)
    if (row === undefined && way === 'out')
      throw LotInvalid.create({ item: item.code, lot: number, rule: 'is not known' })
    if (row === undefined) {
      const lot = { id: context.newId(), itemId: item.id, number, expiresOn: line.expiresOn ?? null }
      known.set(key, store.insert(inventoryLots, lot))
    } else if (line.expiresOn !== undefined && row.expiresOn !== line.expiresOn) {
      const rule = `expires on ${row.expiresOn ?? 'no day'}, not on ${line.expiresOn}`
      throw LotInvalid.create({ item: item.code, lot: number, rule })
    }
  }
  return new Map([...known].map(([key, row]) => [key, row.id]))
}

async function serialsOf(
  context: CommandContext,
  lines: readonly PlacedLine[],
  way: 'in' | 'out',
): Promise<ReadonlyMap<string, string>> {
  const named = lines.filter(({ line }) => line.serial !== undefined)
  if (named.length === 0) return new Map()
  const { store } = context
  const where = {
    itemId: { in: named.map(({ item }) => item.id) },
    serial: { in: named.flatMap(({ line }) => line.serial ?? []) },
  }
  const find = async () =>
    new Map(
      (await store.find(inventorySerials, { where, limit: 'all' })).map((row) => [`${row.itemId} ${row.serial}`, row]),
    )
  const keys = named.map(({ line, item }) => `${item.id} ${line.serial}`)
  const known = await findOrHold(context, { what: 'serial', keys, way, find })
  const seen = new Set<string>()
  for (const { line, item, value } of named) {
    const serial = line.serial ?? ''
    const key = `${item.id} ${serial}`
    const refuse = (rule: string) => SerialInvalid.create({ item: item.code, serial, rule })
    if (seen.has(key)) throw refuse('is named twice')
    seen.add(key)
    if (known.has(key)) continue
    if (way === 'out') throw refuse('is not known')
    const row = {
      id: context.newId(),
      itemId: item.id,
      serial,
      branch: context.branch,
      locationId: null,
      status: 'out',
      currency: context.studio.currency,
      cost: value?.minor ?? 0n,
      acquiredOn: context.businessDate,
      reservedBy: null,
    }
    known.set(key, store.insert(inventorySerials, row))
  }
  return new Map([...known].map(([key, row]) => [key, row.id]))
}

interface Finding<Row> {
  readonly what: 'lot' | 'serial'
  readonly keys: readonly string[]
  readonly way: 'in' | 'out'
  readonly find: () => Promise<Map<string, Row>>
}

/**
 * What is known by these keys. Those that come in for the first time are held until the command ends: of two who bring them at once,
 * the second finds what the first has made. Two statements more where there are any.
 */
async function findOrHold<Row>({ store }: CommandContext, finding: Finding<Row>): Promise<Map<string, Row>> {
  const { what, keys, way, find } = finding
  const known = await find()
  const missing = keys.filter((key) => !known.has(key))
  if (way === 'out' || missing.length === 0) return known
  await store.lock(missing.map((key) => `inventory.${what}:${key}`))
  return find()
}

/** When a movement happened that says the instant, or the day alone. @throws MOVEMENT_INVALID where the two are of different days */
export function momentOf(
  context: CommandContext,
  { at, on }: { readonly at?: Instant | undefined; readonly on?: CalendarDate | undefined },
  way: 'in' | 'out',
): Instant | undefined {
  const days = context.studio.days(context.branch)
  if (at !== undefined && on !== undefined && days.dateOf(at) !== on) {
    throw MovementInvalid.create({ line: 1, rule: `must be of ${days.dateOf(at)}, the day of \`at\``, value: on })
  }
  if (at !== undefined || on === undefined || on === context.businessDate) return at
  const { start, end } = days.intervalOf(on)
  return way === 'in' ? start : addMillis(end, -1)
}
