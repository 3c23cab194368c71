/** What happens in stocktakes. */
import { z } from 'zod'
import { defineEvent, type EventKind } from '../engine/event.ts'

const text = z.string()

export interface StocktakeOpened {
  stocktakeId: string
  number: string
  locationIds: string[]
  frozen: boolean
}

export const stocktakeOpened: EventKind<'stocktakes.opened', StocktakeOpened> = defineEvent({
  name: 'stocktakes.opened',
  version: 1,
  schema: z.strictObject({ stocktakeId: text, number: text, locationIds: z.array(text), frozen: z.boolean() }),
})

export interface StockCounted {
  stocktakeId: string
  countId: string
  locationId: string
  counter: string
  /** How many places were counted, and how many somebody else must count again. */
  lines: number
  recounts: number
}

export const stockCounted: EventKind<'stocktakes.counted', StockCounted> = defineEvent({
  name: 'stocktakes.counted',
  version: 1,
  schema: z.strictObject({
    stocktakeId: text,
    countId: text,
    locationId: text,
    counter: text,
    lines: z.int(),
    recounts: z.int(),
  }),
})

export interface StocktakePosted {
  stocktakeId: string
  movementIds: string[]
  approver: string | null
  lines: number
  exact: number
  currency: string
  /** Decimal strings. */
  surplus: string
  shortage: string
}

export const stocktakePosted: EventKind<'stocktakes.posted', StocktakePosted> = defineEvent({
  name: 'stocktakes.posted',
  version: 1,
  schema: z.strictObject({
    stocktakeId: text,
    movementIds: z.array(text),
    approver: text.nullable(),
    lines: z.int(),
    exact: z.int(),
    currency: text,
    surplus: text,
    shortage: text,
  }),
})

export interface StocktakeCancelled {
  stocktakeId: string
}

export const stocktakeCancelled: EventKind<'stocktakes.cancelled', StocktakeCancelled> = defineEvent({
  name: 'stocktakes.cancelled',
  version: 1,
  schema: z.strictObject({ stocktakeId: text }),
})

export interface CountKept {
  stocktakeId: string
  itemId: string
  locationId: string
  /** The movement that was dated before the count. */
  causeId: string
  /** The movement that keeps the stock as it was counted. */
  movementId: string
  quantity: number
}

export const countKept: EventKind<'stocktakes.countKept', CountKept> = defineEvent({
  name: 'stocktakes.countKept',
  version: 1,
  schema: z.strictObject({
    stocktakeId: text,
    itemId: text,
    locationId: text,
    causeId: text,
    movementId: text,
    quantity: z.int(),
  }),
})

export const stocktakeEvents = [stocktakeOpened, stockCounted, stocktakePosted, stocktakeCancelled, countKept] as const
