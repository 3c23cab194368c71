/** What the stock of orders tells. */
import { z } from 'zod'
import { defineEvent, type EventKind } from '../engine/event.ts'

export interface NeedsSet {
  /** The item of the catalogue. */
  itemId: string
  needsVersion: number
}

export const needsSet: EventKind<'supplies.needsSet', NeedsSet> = defineEvent({
  name: 'supplies.needsSet',
  version: 1,
  schema: z.strictObject({ itemId: z.string(), needsVersion: z.int() }),
})

export interface PromisesLapsed {
  orderId: string
  lineIds: string[]
}

/** Goods are promised to the lines of an order no longer, because nothing was paid for it. */
export const promisesLapsed: EventKind<'supplies.promisesLapsed', PromisesLapsed> = defineEvent({
  name: 'supplies.promisesLapsed',
  version: 1,
  schema: z.strictObject({ orderId: z.string(), lineIds: z.array(z.string()) }),
})

export const suppliesEvents = [needsSet, promisesLapsed] as const
