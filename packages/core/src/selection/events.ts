/** What happens to images and selections. Events carry ids, counts and amounts. */
import { z } from 'zod'
import { defineEvent, type EventKind } from '../engine/event.ts'

export interface ImagesRegistered {
  orderId: string
  shootId: string
  batch: number
  /** How many came with this batch. */
  images: number
  /** How many the shoot has now. */
  imageCount: number
}

export const imagesRegistered: EventKind<'selection.imagesRegistered', ImagesRegistered> = defineEvent({
  name: 'selection.imagesRegistered',
  version: 1,
  schema: z.strictObject({
    orderId: z.string(),
    shootId: z.string(),
    batch: z.int(),
    images: z.int(),
    imageCount: z.int(),
  }),
})

interface OfSelection {
  selectionId: string
  orderId: string
  lineId: string
  customerId: string
}

const ofSelection = { selectionId: z.string(), orderId: z.string(), lineId: z.string(), customerId: z.string() }

export interface SelectionOpened extends OfSelection {}

export const selectionOpened: EventKind<'selection.opened', SelectionOpened> = defineEvent({
  name: 'selection.opened',
  version: 1,
  schema: z.strictObject(ofSelection),
})

export interface SelectionConfirmedEvent extends OfSelection {
  confirmationId: string
  /** Images that are retouched. */
  images: number
  products: number
  /** Lines that were sold beyond the package, and what they cost. */
  extraLineIds: string[]
  extraAmount: string
  currency: string
}

export const selectionConfirmed: EventKind<'selection.confirmed', SelectionConfirmedEvent> = defineEvent({
  name: 'selection.confirmed',
  version: 1,
  schema: z.strictObject({
    ...ofSelection,
    confirmationId: z.string(),
    images: z.int(),
    products: z.int(),
    extraLineIds: z.array(z.string()),
    extraAmount: z.string(),
    currency: z.string(),
  }),
})

export interface SelectionReopened extends OfSelection {
  /** The confirmation that no longer stands. */
  confirmationId: string
}

export const selectionReopened: EventKind<'selection.reopened', SelectionReopened> = defineEvent({
  name: 'selection.reopened',
  version: 1,
  schema: z.strictObject({ ...ofSelection, confirmationId: z.string() }),
})

export interface RetouchWished extends OfSelection {
  /** How many images it is about. */
  images: number
  /** False where wishes were taken back. */
  wished: boolean
}

export const retouchWished: EventKind<'selection.retouchWished', RetouchWished> = defineEvent({
  name: 'selection.retouchWished',
  version: 1,
  schema: z.strictObject({ ...ofSelection, images: z.int(), wished: z.boolean() }),
})

export interface EntitlementUsed {
  useId: string
  orderId: string
  lineId: string
  customerId: string
  entitlement: string
  /** Negative where a use is taken back. */
  included: number
  extra: number
}

export const entitlementUsed: EventKind<'selection.entitlementUsed', EntitlementUsed> = defineEvent({
  name: 'selection.entitlementUsed',
  version: 1,
  schema: z.strictObject({
    useId: z.string(),
    orderId: z.string(),
    lineId: z.string(),
    customerId: z.string(),
    entitlement: z.string(),
    included: z.int(),
    extra: z.int(),
  }),
})

export interface PriceTableSaved {
  table: string
  tableVersion: number
  /** False where it was ended. */
  active: boolean
}

export const priceTableSaved: EventKind<'selection.priceTableSaved', PriceTableSaved> = defineEvent({
  name: 'selection.priceTableSaved',
  version: 1,
  schema: z.strictObject({ table: z.string(), tableVersion: z.int(), active: z.boolean() }),
})
