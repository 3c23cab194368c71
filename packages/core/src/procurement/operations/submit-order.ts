import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { requireActiveSupplier, SupplierInactive, SupplierUnknown } from '../../payables/index.ts'
import { PurchaseOrderNotFitting, PurchaseOrderUnknown } from '../errors.ts'
import { nextProcurementNumber } from '../numbering.ts'
import { needsApproval } from '../order-lines.ts'
import { keepOrderEvent, lockOrder, moveOrder, totalOf } from '../orders.ts'
import { orderHeadSchema, type PurchaseOrderHead, presentOrderHead } from '../present-order.ts'
import { procurementSettings } from '../settings.ts'
import { idText, reasonText } from '../shapes.ts'

const schema = z.strictObject({ orderId: idText, note: reasonText.optional() })

export interface SubmitPurchaseOrder extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, SubmitPurchaseOrder> = schema

const errors = [PurchaseOrderUnknown, PurchaseOrderNotFitting, SupplierUnknown, SupplierInactive] as const

/** Gives a draft its number. Above the setting approvalLimit it waits for a second person; otherwise it is approved. */
export const submitOrder: Operation<'command', SubmitPurchaseOrder, PurchaseOrderHead, (typeof errors)[number]> =
  operation({
    name: 'procurement.submitOrder',
    summary: 'Submits a purchase order, for approval where it needs one.',
    kind: 'command',
    input,
    output: orderHeadSchema,
    errors,
    async run(context, { orderId, note }) {
      const order = await lockOrder(context, orderId, 'submit')
      await requireActiveSupplier(context.store, order.supplierId)
      const { approvalLimit } = await context.settings(procurementSettings)
      const asks = needsApproval(totalOf(order), approvalLimit, null)
      const number = order.number ?? (await nextProcurementNumber(context, 'order'))
      const after = await moveOrder(context, order, asks ? 'submitted' : 'approved', {
        number,
        approval: asks ? 'needed' : 'notNeeded',
        approvedTotal: null,
      })
      keepOrderEvent(context, after, 'submitted', { note })
      return presentOrderHead(after)
    },
  })
