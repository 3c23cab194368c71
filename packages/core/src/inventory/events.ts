/** What happens with stock. Quantities are in the unit of the item. */
import { z } from 'zod'
import { defineEvent, type EventKind } from '../engine/event.ts'

const text = z.string()
const lines = z.array(z.strictObject({ itemId: text, locationId: text, quantity: z.int() }))

export interface StockMoved {
  movementId: string
  kind: string
  number: string
  orderId: string | null
  lines: { itemId: string; locationId: string; quantity: number }[]
}

export const stockMoved: EventKind<'inventory.moved', StockMoved> = defineEvent({
  name: 'inventory.moved',
  version: 1,
  schema: z.strictObject({ movementId: text, kind: text, number: text, orderId: text.nullable(), lines }),
})

export interface StockReserved {
  reservationIds: string[]
  orderId: string | null
}

export const stockReserved: EventKind<'inventory.reserved', StockReserved> = defineEvent({
  name: 'inventory.reserved',
  version: 1,
  schema: z.strictObject({ reservationIds: z.array(text), orderId: text.nullable() }),
})

export interface StockReleased {
  reservationIds: string[]
  /** released or expired. */
  why: string
}

export const stockReleased: EventKind<'inventory.released', StockReleased> = defineEvent({
  name: 'inventory.released',
  version: 1,
  schema: z.strictObject({ reservationIds: z.array(text), why: text }),
})

export interface StockItemAdded {
  itemId: string
  code: string
  kind: string
}

export const stockItemAdded: EventKind<'inventory.itemAdded', StockItemAdded> = defineEvent({
  name: 'inventory.itemAdded',
  version: 1,
  schema: z.strictObject({ itemId: text, code: text, kind: text }),
})

export interface TransferSent {
  transferId: string
  toBranch: string
}

export const transferSent: EventKind<'inventory.transferSent', TransferSent> = defineEvent({
  name: 'inventory.transferSent',
  version: 1,
  schema: z.strictObject({ transferId: text, toBranch: text }),
})

export interface TransferEnded {
  transferId: string
  /** received or returned. */
  status: string
}

export const transferEnded: EventKind<'inventory.transferEnded', TransferEnded> = defineEvent({
  name: 'inventory.transferEnded',
  version: 1,
  schema: z.strictObject({ transferId: text, status: text }),
})

export const inventoryEvents = [
  stockMoved,
  stockReserved,
  stockReleased,
  stockItemAdded,
  transferSent,
  transferEnded,
] as const
