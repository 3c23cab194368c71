import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { PurchaseOrderInvalid, PurchaseOrderNotFitting, PurchaseOrderUnknown } from '../errors.ts'
import { keepOrderEvent, lockOrder, moveOrder } from '../orders.ts'
import { orderHeadSchema, type PurchaseOrderHead, presentOrderHead } from '../present-order.ts'
import { dateText, idText, reasonText } from '../shapes.ts'
import { procurementOrderLines } from '../tables.ts'

const schema = z.strictObject({
  orderId: idText,
  /** When the supplier promises all of it; as the order says unless told. */
  expectedOn: dateText.optional(),
  note: reasonText.optional(),
})

export interface SendPurchaseOrder extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, SendPurchaseOrder> = schema

const errors = [PurchaseOrderUnknown, PurchaseOrderNotFitting, PurchaseOrderInvalid] as const

/** Says that the supplier has the order. */
export const sendOrder: Operation<'command', SendPurchaseOrder, PurchaseOrderHead, (typeof errors)[number]> = operation(
  {
    name: 'procurement.sendOrder',
    summary: 'Marks a purchase order as sent to its supplier.',
    kind: 'command',
    input,
    output: orderHeadSchema,
    errors,
    async run(context, { orderId, expectedOn, note }) {
      const { store, businessDate: sentOn } = context
      if (expectedOn !== undefined && expectedOn < sentOn) {
        const rule = `be ${sentOn} or later`
        throw PurchaseOrderInvalid.create({ field: 'expectedOn', rule, value: expectedOn })
      }
      const order = await lockOrder(context, orderId, 'send')
      const promised = expectedOn === undefined ? {} : { expectedOn }
      const after = await moveOrder(context, order, 'sent', { sentOn, ...promised })
      if (expectedOn !== undefined) await store.updateWhere(procurementOrderLines, { orderId }, { expectedOn })
      keepOrderEvent(context, after, 'sent', { note })
      return presentOrderHead(after)
    },
  },
)
