/** Promises stock: one conditional write for all that a request wants, so that nothing is promised twice. */
import type { CommandContext } from '../engine/context.ts'
import type { Instant } from '../values/instant.ts'
import { mostQuantity } from './check-lines.ts'
import { MovementInvalid, ReservationUnknown, SerialInvalid, StockLocationInvalid, StockShort } from './errors.ts'
import { stockReleased, stockReserved } from './events.ts'
import { reservationsExpired } from './expiry.ts'
import { putInPlace, stillAllowNegative } from './lines-in-place.ts'
import {
  inventoryReservations,
  inventorySerials,
  inventoryStock,
  type LocationRow,
  type ReservationRow,
  type StockItemRow,
} from './tables.ts'

export interface ReservationDraft {
  readonly itemId: string
  readonly locationId: string
  /** Their rows, where the caller has read them in this command. */
  readonly item?: StockItemRow | undefined
  readonly location?: LocationRow | undefined
  /** In the item's unit. */
  readonly quantity: number
  readonly serialId?: string | undefined
  readonly orderId?: string | undefined
  readonly orderLineId?: string | undefined
  readonly reference?: string | undefined
  /** Released by itself after this. */
  readonly expiresAt?: Instant | undefined
  /** Promises as much of it as is there, where that is less. */
  readonly partly?: boolean | undefined
}

/** What promising needs of a command: its branch is the one that promises. */
export type Promising = Pick<CommandContext, 'store' | 'branch' | 'now' | 'actor' | 'newId' | 'emit' | 'schedule'>

/**
 * Reserves all of it or nothing: the demand of all lines is summed by item and location, added in one statement under the locks of
 * these rows, and refused as a whole where any of them would be promised more than it has. What is wanted `partly` is promised
 * after the rest, as far as it goes. Two statements, one more where single units are named, and one where there is less than is
 * wanted partly.
 *
 * @throws STOCK_SHORT naming each item that is short; SERIAL_INVALID, STOCK_LOCATION_INVALID, MOVEMENT_INVALID
 */
export async function reserveStock(
  context: Promising,
  drafts: readonly ReservationDraft[],
): Promise<readonly ReservationRow[]> {
  const { store, branch } = context
  if (drafts.length === 0) return []
  const lines = await putInPlace(context, drafts)
  const demand = new Map<string, { itemId: string; locationId: string; quantity: number }>()
  for (const [index, line] of lines.entries()) {
    const { itemId, locationId, quantity, location } = line
    const refuse = (rule: string, value: string) => MovementInvalid.create({ line: index + 1, rule, value })
    if (!location.sellable || !location.active) {
      const rule = location.active ? 'is not sellable: what lies there is promised to nobody' : 'is not in use'
      throw StockLocationInvalid.create({ location: location.code, rule })
    }
    if (!Number.isSafeInteger(quantity) || quantity < 1 || quantity > mostQuantity) {
      throw refuse(`must reserve 1 to ${mostQuantity}`, String(quantity))
    }
    if (line.serialId !== undefined && quantity !== 1) throw refuse('must reserve one single unit', String(quantity))
    const key = `${itemId} ${locationId}`
    demand.set(key, { itemId, locationId, quantity: (demand.get(key)?.quantity ?? 0) + quantity })
  }
  const places = new Map(lines.map((line) => [`${line.itemId} ${line.locationId}`, line]))
  const wanted = [...demand].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row)
  const standing = await store.accumulate(
    inventoryStock,
    wanted.map(({ quantity, ...place }) => ({ ...place, branch, onHand: 0, reserved: quantity })),
    ['reserved'],
  )
  const over = standing.filter(({ onHand, reserved }) => onHand < reserved)
  const lenient = await stillAllowNegative(
    context,
    over.flatMap(({ itemId, locationId }) => places.get(`${itemId} ${locationId}`)?.location ?? []),
  )
  const beyond = standing.filter(({ onHand, reserved, locationId }) => onHand < reserved && !lenient.has(locationId))
  const left = new Map<string, number>()
  const short = beyond.flatMap(({ itemId, locationId, onHand, reserved }) => {
    const key = `${itemId} ${locationId}`
    const { item, location } = places.get(key) ?? {}
    const available = Math.max(onHand - reserved + (demand.get(key)?.quantity ?? 0), 0)
    const firm = drafts.filter((draft) => draft.partly !== true && `${draft.itemId} ${draft.locationId}` === key)
    const quantity = firm.reduce((sum, draft) => sum + draft.quantity, 0)
    left.set(key, available - quantity)
    if (quantity <= available) return []
    return [{ item: item?.code ?? itemId, location: location?.code ?? locationId, wanted: quantity, available }]
  })
  if (short.length > 0) throw StockShort.create({ short })
  const promised = drafts.flatMap((draft) => {
    const key = `${draft.itemId} ${draft.locationId}`
    const there = left.get(key)
    if (draft.partly !== true || there === undefined) return [draft]
    const quantity = Math.min(draft.quantity, there)
    left.set(key, there - quantity)
    return quantity === 0 ? [] : [{ ...draft, quantity }]
  })
  await giveUp(context, drafts, promised)
  if (promised.length === 0) return []
  const rows = promised.map((draft) => ({
    id: context.newId(),
    branch,
    itemId: draft.itemId,
    locationId: draft.locationId,
    quantity: draft.quantity,
    open: draft.quantity,
    orderId: draft.orderId ?? null,
    orderLineId: draft.orderLineId ?? null,
    reference: draft.reference ?? null,
    serialId: draft.serialId ?? null,
    expiresAt: draft.expiresAt ?? null,
    at: context.now,
    actor: context.actor,
  }))
  await promiseSerials(context, rows, new Map(lines.map(({ itemId, item }) => [itemId, item])))
  const kept = store.insertAll(inventoryReservations, rows)
  for (const expiresAt of new Set(promised.flatMap((draft) => draft.expiresAt ?? []))) {
    const ids = rows.filter((row) => row.expiresAt === expiresAt).map((row) => row.id)
    context.schedule(reservationsExpired, { ids }, { at: expiresAt })
  }
  context.emit(stockReserved, { reservationIds: kept.map((row) => row.id), orderId: promised[0]?.orderId ?? null })
  return kept
}

/** Takes back what was wanted partly and is not there. No statement where all of it is. */
async function giveUp(
  { store, branch }: Promising,
  wanted: readonly ReservationDraft[],
  promised: readonly ReservationDraft[],
): Promise<void> {
  const places = new Map<string, { itemId: string; locationId: string; reserved: number }>()
  const add = ({ itemId, locationId }: ReservationDraft, by: number): void => {
    const key = `${itemId} ${locationId}`
    places.set(key, { itemId, locationId, reserved: (places.get(key)?.reserved ?? 0) + by })
  }
  for (const draft of wanted) add(draft, -draft.quantity)
  for (const draft of promised) add(draft, draft.quantity)
  const rows = [...places]
    .filter(([, { reserved }]) => reserved !== 0)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, place]) => ({ ...place, branch, onHand: 0 }))
  if (rows.length > 0) await store.accumulate(inventoryStock, rows, ['reserved'])
}

type NewReservation = Pick<ReservationRow, 'id' | 'itemId' | 'locationId' | 'serialId'>

async function promiseSerials(
  { store }: Promising,
  rows: readonly NewReservation[],
  items: ReadonlyMap<string, StockItemRow>,
): Promise<void> {
  const named = rows.filter((row) => row.serialId !== null)
  if (named.length === 0) return
  const ids = named.flatMap((row) => row.serialId ?? [])
  const serials = await store.findForUpdate(inventorySerials, {
    where: { id: { in: ids } },
    orderBy: ['id'],
    limit: 'all',
  })
  const known = new Map(serials.map((row) => [row.id, row]))
  for (const { id, itemId, locationId, serialId } of named) {
    const row = known.get(serialId ?? '')
    const item = items.get(itemId)?.code ?? itemId
    const refuse = (rule: string) => SerialInvalid.create({ item, serial: row?.serial ?? serialId ?? '', rule })
    if (row === undefined || row.itemId !== itemId) throw refuse('is not known')
    if (row.status !== 'inStock' || row.locationId !== locationId) throw refuse('is not there')
    if (row.reservedBy !== null) throw refuse('is reserved already')
    known.set(row.id, await store.update(inventorySerials, row, { reservedBy: id }))
  }
}

/** What is released of which reservation; all that is open unless told. */
export interface Release {
  readonly reservationId: string
  readonly quantity?: number | undefined
}

/**
 * Gives back what was promised: of named reservations, or all that an order holds; in the session's branch unless told. Answers those that were open. Three statements.
 *
 * @throws RESERVATION_UNKNOWN
 */
export async function releaseReservations(
  context: Promising,
  asked: { readonly releases: readonly Release[] } | { readonly orderId: string; readonly branch?: string },
  why: 'released' | 'expired' = 'released',
): Promise<readonly ReservationRow[]> {
  const { store } = context
  const branch = ('orderId' in asked ? asked.branch : undefined) ?? context.branch
  const where =
    'orderId' in asked
      ? { branch, orderId: asked.orderId, open: { gt: 0 } }
      : { branch, id: { in: asked.releases.map((one) => one.reservationId) } }
  const rows = await store.findForUpdate(inventoryReservations, { where, orderBy: ['id'], limit: 'all' })
  const quantities = new Map<string, number>()
  if ('releases' in asked) {
    for (const { reservationId, quantity } of asked.releases) {
      const row = rows.find((one) => one.id === reservationId)
      if (row === undefined) throw ReservationUnknown.create({ reservationId })
      const asFar = quantities.get(reservationId) ?? 0
      quantities.set(reservationId, Math.min(asFar + (quantity ?? row.open), row.open))
    }
  }
  const released = rows
    .map((row) => ({ row, quantity: quantities.get(row.id) ?? row.open }))
    .filter(({ quantity }) => quantity > 0)
  if (released.length === 0) return []
  await store.accumulate(
    inventoryReservations,
    released.map(({ row, quantity }) => ({ ...row, open: -quantity })),
    ['open'],
  )
  const places = new Map<string, { itemId: string; locationId: string; reserved: number }>()
  for (const { row, quantity } of released) {
    const { itemId, locationId } = row
    const key = `${itemId} ${locationId}`
    places.set(key, { itemId, locationId, reserved: (places.get(key)?.reserved ?? 0) - quantity })
  }
  const sorted = [...places].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, place]) => place)
  await store.accumulate(
    inventoryStock,
    sorted.map((place) => ({ ...place, branch, onHand: 0 })),
    ['reserved'],
  )
  const serials = released.flatMap(({ row }) => row.serialId ?? [])
  if (serials.length > 0) {
    const ids = released.map(({ row }) => row.id)
    await store.updateWhere(inventorySerials, { id: { in: serials }, reservedBy: { in: ids } }, { reservedBy: null })
  }
  context.emit(stockReleased, { reservationIds: released.map(({ row }) => row.id), why })
  return released.map(({ row, quantity }) => ({ ...row, open: row.open - quantity }))
}
