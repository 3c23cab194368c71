import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { PurchaseOrderNotFitting, PurchaseOrderUnknown } from '../errors.ts'
import { keepOrderEvent, lockOrder, moveOrder } from '../orders.ts'
import { orderHeadSchema, type PurchaseOrderHead, presentOrderHead } from '../present-order.ts'
import { idText, reasonText } from '../shapes.ts'

const schema = z.strictObject({
  orderId: idText,
  /** What is wrong with it. Never personal data. */
  note: reasonText,
})

export interface RejectPurchaseOrder extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, RejectPurchaseOrder> = schema

const errors = [PurchaseOrderUnknown, PurchaseOrderNotFitting] as const

/** Sends an order back to be written anew: it is a draft again, and keeps its number. */
export const rejectOrder: Operation<'command', RejectPurchaseOrder, PurchaseOrderHead, (typeof errors)[number]> =
  operation({
    name: 'procurement.rejectOrder',
    summary: 'Sends a submitted purchase order back to its writer.',
    kind: 'command',
    input,
    output: orderHeadSchema,
    errors,
    async run(context, { orderId, note }) {
      const order = await lockOrder(context, orderId, 'reject')
      const after = await moveOrder(context, order, 'draft', { approval: 'notNeeded', approvedTotal: null })
      keepOrderEvent(context, after, 'rejected', { note })
      return presentOrderHead(after)
    },
  })
