/** Moves what lies at locations, under the locks of the pools: stock, lots, single units, and what was promised. */
import type { CommandContext } from '../engine/context.ts'
import type { LineInPlace } from './check-lines.ts'
import { changeSerials, type SerialChange } from './change-serials.ts'
import { LotInvalid, ReservationSettled, ReservationUnknown, SerialInvalid, StockFrozen, StockShort } from './errors.ts'
import { thingKey } from './kept-counts.ts'
import { stillAllowNegative } from './lines-in-place.ts'
import { keepsPromises } from './movement-accounts.ts'
import type { MovementDraft, MovementKind } from './movement-draft.ts'
import {
  inventoryLocations,
  inventoryLots,
  inventoryLotStock,
  inventoryReservations,
  inventorySerials,
  inventoryStock,
  type ReservationRow,
  type SerialRow,
} from './tables.ts'

interface Change {
  readonly line: LineInPlace
  onHand: number
  reserved: number
  /** Of what goes out, what nobody was promised. */
  free: number
}

const placeOf = (itemId: string, locationId: string): string => `${itemId} ${locationId}`

/**
 * The reservations that a movement fulfils, locked in the order of their ids: before all other locks of the room.
 *
 * @throws RESERVATION_UNKNOWN, RESERVATION_SETTLED
 */
export async function fulfilReservations(context: CommandContext, lines: readonly LineInPlace[]): Promise<void> {
  const wanted = new Map<string, { quantity: number; line: LineInPlace }>()
  for (const line of lines) {
    for (const { reservationId, quantity } of line.fulfils ?? []) {
      wanted.set(reservationId, { line, quantity: (wanted.get(reservationId)?.quantity ?? 0) + quantity })
    }
  }
  if (wanted.size === 0) return
  const where = { id: { in: [...wanted.keys()] } }
  const rows = await context.store.findForUpdate(inventoryReservations, { where, orderBy: ['id'], limit: 'all' })
  const known = new Map(rows.map((row) => [row.id, row]))
  const settled: ReservationRow[] = []
  for (const [reservationId, { quantity, line }] of wanted) {
    const row = known.get(reservationId)
    if (row === undefined || row.itemId !== line.itemId || row.locationId !== line.locationId) {
      throw ReservationUnknown.create({ reservationId })
    }
    if (row.open < quantity) throw ReservationSettled.create({ reservationId, wanted: quantity, open: row.open })
    settled.push({ ...row, open: -quantity })
  }
  await context.store.accumulate(inventoryReservations, settled, ['open'])
}

/**
 * @param kept what comes with them and leaves a place as it is: of that nothing moves
 * @throws STOCK_FROZEN where it was frozen since its location was read; STOCK_SHORT, LOT_INVALID, SERIAL_INVALID
 */
export async function moveStock(
  context: CommandContext,
  { kind, stocktakeId }: Pick<MovementDraft, 'kind' | 'stocktakeId'>,
  lines: readonly LineInPlace[],
  kept: readonly LineInPlace[],
): Promise<ReadonlyMap<string, SerialRow>> {
  await moveAtLocations(context, { kind, stocktakeId }, [...lines, ...kept])
  await moveLots(context, [...lines, ...kept])
  return moveSerials(context, kind, lines, new Set(kept.map(thingKey)))
}

async function moveAtLocations(
  context: CommandContext,
  { kind, stocktakeId }: Pick<MovementDraft, 'kind' | 'stocktakeId'>,
  lines: readonly LineInPlace[],
) {
  const { store, branch } = context
  const changes = new Map<string, Change>()
  for (const line of lines) {
    const { itemId, locationId, quantity } = line
    const change = changes.get(placeOf(itemId, locationId)) ?? { line, onHand: 0, reserved: 0, free: 0 }
    changes.set(placeOf(itemId, locationId), change)
    const promised = (line.fulfils ?? []).reduce((sum, one) => sum + one.quantity, 0)
    change.onHand += quantity
    change.reserved -= promised
    if (quantity < 0) change.free += -quantity - promised
  }
  const sorted = [...changes].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, change]) => change)
  const moved = sorted.filter((change) => change.onHand !== 0 || change.reserved !== 0)
  const rows = moved.map(({ line, onHand, reserved }) => ({
    itemId: line.itemId,
    locationId: line.locationId,
    branch,
    onHand,
    reserved,
  }))
  const standing = await store.accumulate(inventoryStock, rows, ['onHand', 'reserved'])
  const frozen = standing.find((row) => typeof row.frozenBy === 'string' && row.frozenBy !== stocktakeId)
  if (frozen !== undefined) {
    const location = await store.get(inventoryLocations, frozen.locationId)
    const { frozenBy } = frozen
    const by = { stocktakeId: frozenBy ?? '', number: location?.frozenAs ?? frozenBy ?? '' }
    throw StockFrozen.create({ location: location?.code ?? frozen.locationId, ...by })
  }
  // What was promised may be issued as long as it lies there, even where more was promised than is left: first come, first served.
  const isFree = (change: Change): boolean => keepsPromises(kind) && change.free > 0
  const leftOf = (change: Change, { onHand, reserved }: (typeof standing)[number]): number =>
    isFree(change) ? onHand - reserved : onHand
  const over = moved.filter((change, at) => {
    const row = standing[at]
    return change.onHand < 0 && row !== undefined && leftOf(change, row) < 0
  })
  const lenient = await stillAllowNegative(
    context,
    over.map(({ line }) => line.location),
  )
  const short = standing.flatMap((row, at) => {
    const change = moved[at]
    if (change === undefined || !over.includes(change) || lenient.has(change.line.locationId)) return []
    const left = leftOf(change, row)
    const { item, location } = change.line
    const wanted = isFree(change) ? change.free : -change.onHand
    return [{ item: item.code, location: location.code, wanted, available: Math.max(left + wanted, 0) }]
  })
  if (short.length > 0) throw StockShort.create({ short })
}

async function moveLots({ store, branch }: CommandContext, lines: readonly LineInPlace[]): Promise<void> {
  const changes = new Map<string, { line: LineInPlace; lotId: string; onHand: number }>()
  for (const line of lines) {
    if (line.lotId === undefined || line.quantity === 0) continue
    const key = `${line.lotId} ${line.locationId}`
    const { onHand = 0 } = changes.get(key) ?? {}
    changes.set(key, { line, lotId: line.lotId, onHand: onHand + line.quantity })
  }
  const sorted = [...changes]
    .filter(([, { onHand }]) => onHand !== 0)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, change]) => change)
  if (sorted.length === 0) return
  const rows = sorted.map(({ line: { itemId, locationId }, lotId, onHand }) => ({
    lotId,
    locationId,
    itemId,
    branch,
    onHand,
  }))
  const standing = await store.accumulate(inventoryLotStock, rows, ['onHand'])
  for (const [at, row] of standing.entries()) {
    const change = sorted[at]
    if (change === undefined || change.onHand >= 0 || row.onHand >= 0) continue
    if (change.line.location.allowsNegative) continue
    const lot = await store.get(inventoryLots, change.lotId)
    const rule = `has ${row.onHand - change.onHand} at "${change.line.location.code}", but ${-change.onHand} are wanted`
    throw LotInvalid.create({ item: change.line.item.code, lot: lot?.number ?? change.lotId, rule })
  }
}

const afterLeaving = (kind: MovementKind): string => (kind === 'transferOut' ? 'inTransit' : 'out')

async function moveSerials(
  context: CommandContext,
  kind: MovementKind,
  lines: readonly LineInPlace[],
  kept: ReadonlySet<string>,
): Promise<ReadonlyMap<string, SerialRow>> {
  const { store, branch } = context
  const moved = lines.filter((line) => line.serialId !== undefined && line.quantity !== 0)
  if (moved.length === 0) return new Map()
  const ids = [...new Set(moved.flatMap((line) => line.serialId ?? []))]
  const where = { id: { in: ids } }
  const rows = await store.findForUpdate(inventorySerials, { where, orderBy: ['id'], limit: 'all' })
  const known = new Map(rows.map((row) => [row.id, row]))
  const changes = new Map<string, SerialChange>()
  const change = (row: SerialRow, by: SerialChange): void => {
    known.set(row.id, { ...row, ...by })
    changes.set(row.id, { ...changes.get(row.id), ...by })
  }
  for (const line of moved) {
    const serialId = line.serialId ?? ''
    const row = known.get(serialId)
    const refuse = (rule: string) =>
      SerialInvalid.create({ item: line.item.code, serial: row?.serial ?? serialId, rule })
    if (row === undefined || row.itemId !== line.itemId) throw refuse('is not known')
    const promised = line.fulfils?.some((one) => one.reservationId === row.reservedBy) === true
    if (kept.has(thingKey(line))) {
      if (promised) change(row, { reservedBy: null })
    } else if (line.quantity < 0) {
      if (row.status !== 'inStock' || row.locationId !== line.locationId)
        throw refuse(`is not at "${line.location.code}"`)
      if (row.reservedBy !== null && !promised && keepsPromises(kind)) throw refuse('is reserved')
      change(row, { status: afterLeaving(kind), locationId: null, reservedBy: null })
    } else {
      if (row.status === 'inStock') throw refuse('is in stock already')
      const arrives = kind === 'transferIn'
      if (arrives !== (row.status === 'inTransit')) throw refuse(`is ${arrives ? 'not ' : ''}on its way to a branch`)
      const cost = kind === 'receipt' || kind === 'transferIn' ? line.value?.minor : undefined
      const come = { status: 'inStock', branch, locationId: line.locationId }
      change(row, cost === undefined || cost === row.cost ? come : { ...come, cost })
    }
  }
  await changeSerials(context, changes)
  return known
}
