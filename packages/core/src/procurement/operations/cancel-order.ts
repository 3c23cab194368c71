import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { PurchaseOrderNotFitting, PurchaseOrderUnknown } from '../errors.ts'
import { keepOrderEvent, lockOrder, moveOrder } from '../orders.ts'
import { orderHeadSchema, type PurchaseOrderHead, presentOrderHead } from '../present-order.ts'
import { idText, reasonText } from '../shapes.ts'

const schema = z.strictObject({
  orderId: idText,
  /** Why. Never personal data. */
  note: reasonText,
})

export interface CancelPurchaseOrder extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, CancelPurchaseOrder> = schema

const errors = [PurchaseOrderUnknown, PurchaseOrderNotFitting] as const

/** Cancels an order of which nothing was received. A number it has stays with it. */
export const cancelOrder: Operation<'command', CancelPurchaseOrder, PurchaseOrderHead, (typeof errors)[number]> =
  operation({
    name: 'procurement.cancelOrder',
    summary: 'Cancels a purchase order.',
    kind: 'command',
    input,
    output: orderHeadSchema,
    errors,
    async run(context, { orderId, note }) {
      const order = await lockOrder(context, orderId, 'cancel')
      const after = await moveOrder(context, order, 'cancelled')
      keepOrderEvent(context, after, 'cancelled', { note })
      return presentOrderHead(after)
    },
  })
