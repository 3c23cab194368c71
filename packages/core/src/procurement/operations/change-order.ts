import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { StockItemInactive, StockItemUnknown } from '../../inventory/index.ts'
import { Money } from '../../values/money.ts'
import {
  PurchaseOrderAboveApproval,
  PurchaseOrderInvalid,
  PurchaseOrderNotFitting,
  PurchaseOrderUnknown,
  PurchasePriceMissing,
} from '../errors.ts'
import { orderLineMembers, wantedLines } from '../order-input.ts'
import { needsApproval, plannedLines } from '../order-lines.ts'
import { type OrderStatus, receivedStatus } from '../order-state.ts'
import { keepOrderEvent, lineRow, linesOf, lockOrder, statusOf } from '../orders.ts'
import { orderSchema, type PurchaseOrder, presentOrder } from '../present-order.ts'
import { procurementSettings } from '../settings.ts'
import { dateText, idText, reasonText, referenceText } from '../shapes.ts'
import { procurementOrderLines, procurementOrders } from '../tables.ts'

const schema = z.strictObject({
  orderId: idText,
  /**
   * The lines as they shall be, all of them: one with a `line` stands for that line of the order, and keeps its price unless
   * told; one without is new; what is not named goes. All stay as they are unless told.
   */
  lines: z
    .array(z.strictObject({ line: z.int().min(1).optional(), ...orderLineMembers }))
    .min(1)
    .max(200)
    .optional(),
  /** Of all lines that say nothing else and are still to come. */
  expectedOn: dateText.optional(),
  reference: referenceText.nullable().optional(),
  memo: reasonText.nullable().optional(),
  /** Why. Never personal data. */
  note: reasonText.optional(),
})

export interface ChangePurchaseOrder extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ChangePurchaseOrder> = schema

const errors = [
  PurchaseOrderUnknown,
  PurchaseOrderNotFitting,
  StockItemUnknown,
  StockItemInactive,
  PurchasePriceMissing,
  PurchaseOrderInvalid,
  PurchaseOrderAboveApproval,
] as const

/**
 * Changes an order, and keeps what it was in its history. One that comes to more than was approved waits for approval again;
 * of one of which goods were received it is refused.
 */
export const changeOrder: Operation<'command', ChangePurchaseOrder, PurchaseOrder, (typeof errors)[number]> = operation(
  {
    name: 'procurement.changeOrder',
    summary: 'Changes a purchase order and keeps its history.',
    kind: 'command',
    input,
    output: orderSchema,
    errors,
    async run(context, { orderId, lines: given, expectedOn, note, ...head }) {
      const { store } = context
      const order = await lockOrder(context, orderId, 'change')
      const rows = await linesOf(context, [orderId])
      const { supplierId, currency } = order
      const before = new Map(rows.map((row) => [row.line, row]))
      const wanted =
        given === undefined
          ? rows.map(({ price, per, memo, ...row }) => ({
              ...row,
              price: { price, per },
              memo: memo ?? undefined,
              expectedOn: row.outstanding > 0 ? (expectedOn ?? row.expectedOn) : row.expectedOn,
            }))
          : await wantedLines(context, { supplierId, lines: given, expectedOn, before })
      const planned = plannedLines(currency, rows, wanted)
      const { approvalLimit } = await context.settings(procurementSettings)
      const approved = order.approvedTotal === null ? null : Money.ofMinor(order.approvedTotal, currency)
      const was = statusOf(order)
      const asks = was !== 'draft' && needsApproval(planned.total, approvalLimit, approved)
      const status = statusAfter(was, asks, planned.lines)
      if (asks && status === 'partlyReceived') {
        const limit = approved?.toString() ?? `${approvalLimit}`
        throw PurchaseOrderAboveApproval.create({ orderId, total: planned.total.toString(), approved: limit })
      }
      for (const line of planned.removed) await store.delete(procurementOrderLines, line)
      const kept = []
      for (const line of planned.lines) {
        const row = before.get(line.line)
        const after = lineRow(order, line, status)
        if (row === undefined) kept.push(store.insert(procurementOrderLines, after))
        else kept.push(await store.update(procurementOrderLines, row, after))
      }
      const { reference, memo } = head
      const after = await store.update(procurementOrders, order, {
        status,
        total: planned.total.minor,
        expectedOn: planned.expectedOn,
        revision: order.revision + 1,
        ...(reference === undefined ? {} : { reference }),
        ...(memo === undefined ? {} : { memo }),
        ...(asks ? { approval: 'needed', approvedTotal: null } : {}),
      })
      keepOrderEvent(context, after, 'changed', { note, lines: planned.lines })
      return presentOrder(after, kept)
    },
  },
)

/** What waits for approval again is submitted anew; less may make an order complete. */
function statusAfter(
  was: OrderStatus,
  asks: boolean,
  lines: readonly { readonly received: number; readonly outstanding: number }[],
): OrderStatus {
  if (was === 'draft' || was === 'submitted') return was
  if (was === 'partlyReceived') return asks ? was : receivedStatus(was, lines)
  return asks ? 'submitted' : was
}
