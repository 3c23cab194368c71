/** Refuses what is dated back if it would leave less than nothing at any moment since. */
import type { CommandContext } from '../engine/context.ts'
import { SerialInvalid, StockBackdatedShort } from './errors.ts'
import { type PlacedLine, standsWith } from './pool-history.ts'
import {
  inventoryLocations,
  inventoryLotStock,
  inventoryMovements,
  inventorySerials,
  inventoryStock,
  type StockItemRow,
} from './tables.ts'

export interface Overdrawn {
  /** The line after whose movement there is too little, or too much. */
  readonly row: PlacedLine
  readonly balance: number
}

/**
 * The first movement after which a place holds less than nothing or more than `most`; undefined where there is none, or the one
 * that is dated back leaves the place as it was. Lines of one movement happen at once, and so does
 * what takes some of it back. Pure.
 *
 * @param lines of one place, in the order in which they count, beginning with those of the movement that is dated back
 * @param now what the place holds after all of them
 */
export function firstOverdrawn(
  lines: readonly PlacedLine[],
  now: number,
  most = Number.POSITIVE_INFINITY,
): Overdrawn | undefined {
  const sum = (rows: readonly PlacedLine[]) => rows.reduce((total, { quantity }) => total + quantity, 0)
  const change = sum(lines.filter(({ movementId }) => movementId === lines[0]?.movementId))
  if (change === 0) return undefined
  let balance = now - sum(lines)
  for (const [at, row] of lines.entries()) {
    balance += row.quantity
    const next = lines[at + 1]
    if (next !== undefined && standsWith(next).movementId === standsWith(row).movementId) continue
    if (change < 0 ? balance < 0 : balance > most) return { row, balance }
  }
  return undefined
}

/**
 * Holds what was dated back against all that happened since, at each location, of each lot and of each single thing that it moved.
 * Stock stands as it is after all of it. One statement for locations and one for stock; of lots and single things some more.
 *
 * @param lines all of the item in the branch, from the movement on, in the order in which they count
 * @throws STOCK_BACKDATED_SHORT; SERIAL_INVALID where a single thing would be in stock twice
 */
export async function refuseOverdrawn(
  context: CommandContext,
  movementId: string,
  item: StockItemRow,
  lines: readonly PlacedLine[],
): Promise<void> {
  const own = lines.filter((row) => row.movementId === movementId && row.quantity !== 0)
  if (!own.some((row) => isOut(row) || row.serialId !== null)) return
  await refuseAtLocations(context, { movementId, item }, own, lines)
  await refuseOfLots(context, { movementId, item }, own, lines)
  await refuseOfThings(context, { movementId, item }, own, lines)
}

/** What is dated back, and of which item it is looked at. */
interface Past {
  readonly movementId: string
  readonly item: StockItemRow
}

type Check = (
  context: CommandContext,
  past: Past,
  own: readonly PlacedLine[],
  since: readonly PlacedLine[],
) => Promise<void>

const isOut = ({ quantity }: PlacedLine): boolean => quantity < 0

const refuseAtLocations: Check = async (context, past, own, since) => {
  const locationIds = [...new Set(own.filter(isOut).map((row) => row.locationId))]
  if (locationIds.length === 0) return
  const { store } = context
  const where = { id: { in: locationIds }, allowsNegative: false }
  const strict = await store.find(inventoryLocations, { where, orderBy: ['id'], limit: 'all' })
  if (strict.length === 0) return
  const held = await store.find(inventoryStock, {
    where: { itemId: past.item.id, locationId: { in: strict.map(({ id }) => id) } },
    limit: 'all',
  })
  for (const location of strict) {
    const now = held.find((row) => row.locationId === location.id)?.onHand ?? 0
    const lines = since.filter((row) => row.locationId === location.id)
    await refuseShort(context, past, location.code, firstOverdrawn(lines, now))
  }
}

const refuseOfLots: Check = async (context, past, own, since) => {
  const moved = own.filter((row) => isOut(row) && row.lotId !== null)
  if (moved.length === 0) return
  const { store } = context
  const lotIds = [...new Set(moved.flatMap((row) => row.lotId ?? []))]
  const locationIds = [...new Set(moved.map((row) => row.locationId))]
  const strict = await store.find(inventoryLocations, {
    where: { id: { in: locationIds }, allowsNegative: false },
    orderBy: ['id'],
    limit: 'all',
  })
  const held = await store.find(inventoryLotStock, { where: { lotId: { in: lotIds } }, limit: 'all' })
  for (const location of strict) {
    for (const lotId of lotIds) {
      const now = held.find((row) => row.lotId === lotId && row.locationId === location.id)?.onHand ?? 0
      const lines = since.filter((row) => row.lotId === lotId && row.locationId === location.id)
      await refuseShort(context, past, location.code, firstOverdrawn(lines, now))
    }
  }
}

async function refuseShort(
  context: CommandContext,
  { movementId, item }: Past,
  location: string,
  found: Overdrawn | undefined,
): Promise<void> {
  if (found === undefined) return
  const { businessDate: date } = found.row
  // What is short at once has no number: it is not kept.
  const voucher = found.row.movementId === movementId ? null : await voucherOf(context, found.row.movementId)
  throw StockBackdatedShort.create({ item: item.code, location, date, voucher, quantity: found.balance })
}

/** A single thing lies at one place of the branch or at none. */
const refuseOfThings: Check = async (context, past, own, since) => {
  const { store, branch } = context
  const serialIds = [...new Set(own.flatMap((row) => row.serialId ?? []))]
  if (serialIds.length === 0) return
  const things = await store.find(inventorySerials, { where: { id: { in: serialIds } }, orderBy: ['id'], limit: 'all' })
  for (const thing of things) {
    const lines = since.filter((row) => row.serialId === thing.id)
    const isHere = thing.branch === branch && thing.locationId !== null
    const left = own.find((row) => row.serialId === thing.id && isOut(row))
    if (left !== undefined) {
      const at = lines.filter((row) => row.locationId === left.locationId)
      const found = firstOverdrawn(at, isHere && thing.locationId === left.locationId ? 1 : 0)
      await refuseShort(context, past, await locationCode(context, left.locationId), found)
    }
    const twice = firstOverdrawn(lines, isHere ? 1 : 0, 1)
    if (twice === undefined) continue
    const { businessDate, movementId } = twice.row
    const rule = `would be in stock ${twice.balance} times after voucher ${await voucherOf(context, movementId)} of ${businessDate}`
    throw SerialInvalid.create({ item: past.item.code, serial: thing.serial, rule })
  }
}

async function voucherOf({ store }: CommandContext, movementId: string): Promise<string> {
  return (await store.get(inventoryMovements, movementId))?.number ?? movementId
}

async function locationCode({ store }: CommandContext, locationId: string): Promise<string> {
  return (await store.get(inventoryLocations, locationId))?.code ?? locationId
}
