import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { PurchaseOrderNotFitting, PurchaseOrderNotToApprove, PurchaseOrderUnknown } from '../errors.ts'
import { keepOrderEvent, lockOrder, moveOrder, requireOtherPerson } from '../orders.ts'
import { orderHeadSchema, type PurchaseOrderHead, presentOrderHead } from '../present-order.ts'
import { idText, reasonText } from '../shapes.ts'

const schema = z.strictObject({ orderId: idText, note: reasonText.optional() })

export interface ApprovePurchaseOrder extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ApprovePurchaseOrder> = schema

const errors = [PurchaseOrderUnknown, PurchaseOrderNotFitting, PurchaseOrderNotToApprove] as const

/** Lets an order above the limit go to its supplier. Never by who wrote it, whatever permissions that person has. */
export const approveOrder: Operation<'command', ApprovePurchaseOrder, PurchaseOrderHead, (typeof errors)[number]> =
  operation({
    name: 'procurement.approveOrder',
    summary: 'Approves a purchase order as a second person.',
    kind: 'command',
    input,
    output: orderHeadSchema,
    errors,
    async run(context, { orderId, note }) {
      const order = await lockOrder(context, orderId, 'approve')
      await requireOtherPerson(context, orderId)
      const after = await moveOrder(context, order, 'approved', { approval: 'given', approvedTotal: order.total })
      keepOrderEvent(context, after, 'approved', { note })
      return presentOrderHead(after)
    },
  })
