/** Deliveries as callers give them. */
import { z } from 'zod'
import {
  amountText,
  dateText,
  idText,
  instantText,
  priceText,
  reasonText,
  referenceText,
  units,
  unitsOrNone,
} from './shapes.ts'

const lineSchema = z
  .strictObject({
    /** The order and its line that the goods are of. */
    orderId: idText.optional(),
    line: z.int().min(1).optional(),
    /** Or what was bought without an order: the id or code of the item, and what it costs. */
    item: idText.optional(),
    /** For `per` units. */
    price: priceText.optional(),
    per: units.optional(),
    /** Or what others are replaced by: a claim on the supplier, which it settles. */
    claimId: idText.optional(),
    /** Units that are taken. */
    accepted: unitsOrNone,
    /** Units that are sent away at the door: they stay to come. */
    rejected: unitsOrNone.optional(),
    /** Why some were rejected. Never personal data. */
    reason: z.string().min(1).max(200).optional(),
    /** The code or id of a location; `main` unless told. */
    location: idText.optional(),
    /** Of items that have lots. */
    lot: z.string().min(1).max(80).optional(),
    expiresOn: dateText.optional(),
    /** Of items that have serials: one for each accepted unit. */
    serials: z.array(z.string().min(1).max(80)).max(500).optional(),
  })
  .refine((line) => [line.orderId, line.item, line.claimId].filter((one) => one !== undefined).length === 1, {
    message: 'must name an order with its line, an item, or a claim',
    path: ['orderId'],
  })
  .refine((line) => (line.orderId === undefined) === (line.line === undefined), {
    message: 'must name the line of an order',
    path: ['line'],
  })
  .refine((line) => (line.item === undefined) === (line.price === undefined), {
    message: 'must be given with an item without an order, and only with that',
    path: ['price'],
  })
  .refine((line) => line.per === undefined || line.price !== undefined, {
    message: 'must be given with a price, and only with that',
    path: ['per'],
  })
  .refine((line) => line.accepted > 0 || (line.orderId !== undefined && (line.rejected ?? 0) > 0), {
    message: 'must be above zero, or all of an ordered line is rejected',
    path: ['accepted'],
  })
  .refine((line) => (line.rejected ?? 0) === 0 || line.reason !== undefined, {
    message: 'must say why goods were rejected',
    path: ['reason'],
  })
  .refine((line) => line.serials === undefined || line.serials.length === line.accepted, {
    message: 'must name one serial for each accepted unit',
    path: ['serials'],
  })

export interface ReceivedLine extends z.output<typeof lineSchema> {}

const chargeSchema = z.strictObject({
  /** Who bills it; the supplier of the goods unless told. */
  supplierId: idText.optional(),
  /** Freight, customs, insurance. Never personal data. */
  description: z.string().min(1).max(200),
  amount: amountText,
})

export interface ReceivedCharge extends z.output<typeof chargeSchema> {}

export const receiptMembers = {
  supplierId: idText,
  lines: z.array(lineSchema).min(1).max(200),
  /** What came on top of the price: it is a part of what the goods cost, shared by their value. */
  charges: z.array(chargeSchema).max(20).default([]),
  /** The supplier's number on the paper that came with the goods. */
  deliveryNote: referenceText.optional(),
  /** When it came; now unless told. Another day than today needs the permission inventory.backdate. */
  at: instantText.optional(),
  /** Never personal data. */
  memo: reasonText.optional(),
}
