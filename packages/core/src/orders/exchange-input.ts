/** What a line is to become, as a caller asks for it. */
import { z } from 'zod'
import { chosenSchema } from '../catalog/index.ts'
import { amountText, idText, type LineWanted, quantityInput } from './line-input.ts'
import type { OrderLineRow } from './tables.ts'

/** Which line, and what it becomes. */
export const exchangeShape = {
  orderId: idText,
  lineId: idText,
  /** Code or id of the item that it becomes. */
  item: z.string().min(1).max(64),
  variant: z.string().min(1).max(60).optional(),
  options: chosenSchema.optional(),
  /** That of the line unless told. */
  quantity: quantityInput.optional(),
  /** Another price than the catalogue's; needs the permission `orders.setPrice`. */
  unitPrice: amountText.optional(),
  /** Given by hand on what it becomes, instead of what was given by hand before; needs the permission `orders.giveDiscount`. */
  discount: amountText.optional(),
}

const wantedSchema = z.object(exchangeShape)

/** The line to be priced. */
export function wantedInstead(given: z.output<typeof wantedSchema>, line: OrderLineRow): LineWanted {
  const { item, variant, options, unitPrice, discount } = given
  return {
    item,
    variant,
    options,
    quantity: given.quantity ?? line.quantity,
    unitPrice,
    discount,
  }
}
