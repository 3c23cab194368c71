/** A line as a caller asks for it. */
import { z } from 'zod'

/** The most lines that an order may have. */
export const mostLines = 1000

/** A decimal string in the studio's currency. */
export const amountText = z.string().min(1).max(30)
export const noteText = z.string().max(2000)
export const idText = z.string().min(1).max(64)
/** Made once a revision: pass the revision that was read, to be refused where somebody was faster. */
export const expectedRevision = z.int().min(1).optional()

export const quantityInput = z.union([z.string().min(1).max(30), z.int()])

export const lineInput = z.strictObject({
  /** Code or id of an item of the catalogue. */
  item: z.string().min(1).max(64),
  /** `'1'` unless told: a decimal string or a whole number. */
  quantity: quantityInput.optional(),
  /** Another price than the catalogue's; needs the permission `orders.setPrice`. */
  unitPrice: amountText.optional(),
  /** Taken off the price of the line; needs the permission `orders.giveDiscount`. */
  discount: amountText.optional(),
  /** Who sold it. */
  sellerId: idText.optional(),
  note: z.string().max(500).optional(),
})

export type LineWanted = z.output<typeof lineInput>
