/** Rows as callers get them. Pure: no I/O. */
import { z } from 'zod'
import { Money } from '../values/money.ts'
import type { PostedMovement } from './movement-draft.ts'
import type { LocationRow, MovementLineRow, MovementRow, ReservationRow, StockItemRow } from './tables.ts'

const nullableText = z.string().nullable()

const lineShape = z.object({
  line: z.int(),
  itemId: z.string(),
  locationId: z.string(),
  /** In the item's unit; below zero for what went out. */
  quantity: z.int(),
  /** As it was booked: above zero in, below zero out. */
  value: z.string(),
  lotId: nullableText,
  serialId: nullableText,
})

export interface MovementLine extends z.output<typeof lineShape> {}

export const movementShape = {
  id: z.string(),
  number: z.string(),
  kind: z.string(),
  branch: z.string(),
  at: z.string(),
  businessDate: z.string(),
  /** The day of its entry in the books. */
  bookedOn: z.string(),
  recordedAt: z.string(),
  actor: z.string(),
  approver: nullableText,
  reason: nullableText,
  reference: nullableText,
  orderId: nullableText,
  orderLineId: nullableText,
  supplierId: nullableText,
  correctsId: nullableText,
  transferId: nullableText,
  /** Null where no value moved. */
  entryId: nullableText,
  currency: z.string(),
  lines: z.array(lineShape),
}

const movementSchemaShape = z.object(movementShape)

/** A voucher with what it moved. */
export interface Movement extends z.output<typeof movementSchemaShape> {}

const postedShape = movementSchemaShape.extend({
  /** How many lines of other movements turned out to cost something else, because this one was dated back or corrects a price. */
  corrections: z.int(),
})

/** A voucher that was just written. */
export interface MovementPosted extends z.output<typeof postedShape> {}

export const postedSchema: z.ZodType<MovementPosted> = postedShape

export function presentLine({
  line,
  itemId,
  locationId,
  quantity,
  value,
  currency,
  lotId,
  serialId,
}: MovementLineRow): MovementLine {
  return { line, itemId, locationId, quantity, value: Money.ofMinor(value, currency).toString(), lotId, serialId }
}

export function presentMovement(row: MovementRow, lines: readonly MovementLineRow[], currency: string): Movement {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    branch: row.branch,
    at: row.at,
    businessDate: row.businessDate,
    bookedOn: row.bookedOn,
    recordedAt: row.recordedAt,
    actor: row.actor,
    approver: row.approver,
    reason: row.reason,
    reference: row.reference,
    orderId: row.orderId,
    orderLineId: row.orderLineId,
    supplierId: row.supplierId,
    correctsId: row.correctsId,
    transferId: row.transferId,
    entryId: row.entryId,
    currency,
    lines: lines.map(presentLine),
  }
}

export const presentPosted = ({ movement, lines, corrections }: PostedMovement, currency: string): MovementPosted => ({
  ...presentMovement(movement, lines, currency),
  corrections,
})

const packShape = z.object({ unit: z.string(), quantity: z.int() })
const photoShape = z.object({ reference: z.string(), caption: nullableText })

const itemShape = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  nameEn: nullableText,
  kind: z.enum(['consumable', 'product', 'rentable']),
  unit: z.string(),
  packs: z.array(packShape),
  tracking: z.enum(['none', 'lot', 'serial']),
  valuation: z.enum(['average', 'fifo', 'specific']),
  stockAccount: z.string(),
  costAccount: z.string(),
  category: nullableText,
  photos: z.array(photoShape),
  active: z.boolean(),
  custom: z.record(z.string(), z.json()),
  /** Rises with every change; pass it as `expectedVersion`. */
  version: z.int(),
})

/** An item of the inventory. */
export interface StockItem extends z.output<typeof itemShape> {}

export const itemSchema: z.ZodType<StockItem> = itemShape

export function presentItem(row: StockItemRow, custom: StockItem['custom']): StockItem {
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    nameEn: row.nameEn,
    kind: row.kind as StockItem['kind'],
    unit: row.unit,
    packs: row.packs as unknown as StockItem['packs'],
    tracking: row.tracking as StockItem['tracking'],
    valuation: row.valuation as StockItem['valuation'],
    stockAccount: row.stockAccount,
    costAccount: row.costAccount,
    category: row.category,
    photos: row.photos as unknown as StockItem['photos'],
    active: row.active,
    custom,
    version: row.version,
  }
}

const locationShape = z.object({
  id: z.string(),
  branch: z.string(),
  code: z.string(),
  name: z.string(),
  /** The location that this is a bin of. */
  parentId: nullableText,
  sellable: z.boolean(),
  allowsNegative: z.boolean(),
  /** The stocktake that has frozen it. */
  frozenBy: nullableText,
  active: z.boolean(),
})

/** Where stock lies. */
export interface StockLocation extends z.output<typeof locationShape> {}

export const locationSchema: z.ZodType<StockLocation> = locationShape

export const presentLocation = (row: LocationRow): StockLocation => ({
  id: row.id,
  branch: row.branch,
  code: row.code,
  name: row.name,
  parentId: row.parentId,
  sellable: row.sellable,
  allowsNegative: row.allowsNegative,
  frozenBy: row.frozenBy,
  active: row.active,
})

const reservationShape = z.object({
  id: z.string(),
  branch: z.string(),
  itemId: z.string(),
  locationId: z.string(),
  quantity: z.int(),
  /** What was neither issued nor released yet. */
  open: z.int(),
  orderId: nullableText,
  orderLineId: nullableText,
  reference: nullableText,
  serialId: nullableText,
  expiresAt: nullableText,
  at: z.string(),
  actor: z.string(),
})

/** Stock that is promised. */
export interface Reservation extends z.output<typeof reservationShape> {}

export const reservationSchema: z.ZodType<Reservation> = reservationShape

export const presentReservation = (row: ReservationRow): Reservation => ({
  id: row.id,
  branch: row.branch,
  itemId: row.itemId,
  locationId: row.locationId,
  quantity: row.quantity,
  open: row.open,
  orderId: row.orderId,
  orderLineId: row.orderLineId,
  reference: row.reference,
  serialId: row.serialId,
  expiresAt: row.expiresAt,
  at: row.at,
  actor: row.actor,
})
