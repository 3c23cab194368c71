import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { PurchaseOrderUnknown } from '../errors.ts'
import {
  orderWithHistorySchema,
  type PurchaseOrderWithHistory,
  presentOrder,
  presentOrderEvent,
} from '../present-order.ts'
import { idText } from '../shapes.ts'
import { procurementOrderEvents, procurementOrderLines, procurementOrders } from '../tables.ts'

const schema = z.strictObject({ orderId: idText })

export interface ReadPurchaseOrder extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadPurchaseOrder> = schema

const errors = [PurchaseOrderUnknown] as const

/** One order with its lines and all that happened to it. Three statements. */
export const order: Operation<'query', ReadPurchaseOrder, PurchaseOrderWithHistory, (typeof errors)[number]> =
  operation({
    name: 'procurement.order',
    summary: 'Reads a purchase order and its history.',
    kind: 'query',
    input,
    output: orderWithHistorySchema,
    errors,
    async run({ store, branch }, { orderId }) {
      const row = await store.get(procurementOrders, orderId)
      if (row === undefined) throw PurchaseOrderUnknown.create({ orderId, branch })
      const lines = await store.find(procurementOrderLines, { where: { orderId }, orderBy: ['line'], limit: 'all' })
      const events = await store.find(procurementOrderEvents, { where: { orderId }, orderBy: ['id'], limit: 'all' })
      return { ...presentOrder(row, lines), history: events.map(presentOrderEvent) }
    },
  })
