/** A line as a caller asks for it. */
import { z } from 'zod'
import { chosenSchema } from '../catalog/index.ts'
import type { ListedPrice } from '../pricing/index.ts'

/** The most lines that an order may have. */
export const mostLines = 1000

/** A decimal string in the studio's currency. */
export const amountText = z.string().min(1).max(30)
export const noteText = z.string().max(2000)
export const idText = z.string().min(1).max(64)
/** Made once a revision: pass the revision that was read, to be refused where somebody was faster. */
export const expectedRevision = z.int().min(1).optional()

/** Where something is sold. */
export const placeText = z.string().trim().min(1).max(20)

export const quantityInput = z.union([z.string().min(1).max(30), z.int()])

export const lineInput = z.strictObject({
  /** Code or id of an item of the catalogue. */
  item: z.string().min(1).max(64),
  /** `'1'` unless told: a decimal string or a whole number. */
  quantity: quantityInput.optional(),
  /** Of an item with variants, which: a size, a material. */
  variant: z.string().min(1).max(60).optional(),
  /** What is chosen of the options of the item. */
  options: chosenSchema.optional(),
  /** The day that it is for, such as that of the shoot: price lists go by it. The business day unless told. */
  forDate: z.iso.date().optional(),
  /** The number of the line that it is an add-on of: of an order to be placed, counted as its lines are given from 1. */
  addOnTo: z.int().min(1).optional(),
  /** Another price than the catalogue's; needs the permission `orders.setPrice`. */
  unitPrice: amountText.optional(),
  /** Taken off the price of the line; needs the permission `orders.giveDiscount`. */
  discount: amountText.optional(),
  /** Who sold it. */
  sellerId: idText.optional(),
  note: z.string().max(500).optional(),
})

/** Codes of coupons that the customer shows. */
export const couponsInput = z.array(z.string().min(1).max(60)).max(10).default([])

/** Who approves what is given by hand beyond the actor's limit. */
export const approverInput = z.string().min(1).max(200).optional()

export interface LineWanted extends z.output<typeof lineInput> {
  /** A price that another room's table says, instead of the catalogue's. */
  readonly listed?: ListedPrice
}
