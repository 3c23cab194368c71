import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { PurchaseOrderNotFitting, PurchaseOrderUnknown } from '../errors.ts'
import { keepOrderEvent, lockOrder, moveOrder } from '../orders.ts'
import { orderHeadSchema, type PurchaseOrderHead, presentOrderHead } from '../present-order.ts'
import { idText, reasonText } from '../shapes.ts'

const schema = z.strictObject({
  orderId: idText,
  /** Why. Never personal data. */
  note: reasonText.optional(),
})

export interface ClosePurchaseOrder extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ClosePurchaseOrder> = schema

const errors = [PurchaseOrderUnknown, PurchaseOrderNotFitting] as const

/** Ends an order of which goods were received. What has not come is waited for no more. */
export const closeOrder: Operation<'command', ClosePurchaseOrder, PurchaseOrderHead, (typeof errors)[number]> =
  operation({
    name: 'procurement.closeOrder',
    summary: 'Closes a purchase order; what has not come is not waited for.',
    kind: 'command',
    input,
    output: orderHeadSchema,
    errors,
    async run(context, { orderId, note }) {
      const order = await lockOrder(context, orderId, 'close')
      const after = await moveOrder(context, order, 'closed')
      keepOrderEvent(context, after, 'closed', { note })
      return presentOrderHead(after)
    },
  })
