import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { StockItemInactive, StockItemUnknown } from '../../inventory/index.ts'
import { requireActiveSupplier, SupplierInactive, SupplierUnknown } from '../../payables/index.ts'
import { draftOrder as draft } from '../draft-order.ts'
import { PurchaseOrderInvalid, PurchasePriceMissing } from '../errors.ts'
import { orderLinesSchema, wantedLines } from '../order-input.ts'
import { orderSchema, type PurchaseOrder, presentOrder } from '../present-order.ts'
import { dateText, idText, reasonText, referenceText } from '../shapes.ts'

const schema = z.strictObject({
  supplierId: idText,
  lines: orderLinesSchema,
  /** Of lines that say nothing else; by the supplier's lead time unless told. */
  expectedOn: dateText.optional(),
  reference: referenceText.optional(),
  /** Never personal data. */
  memo: reasonText.optional(),
})

export interface DraftPurchaseOrder extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, DraftPurchaseOrder> = schema

const errors = [
  SupplierUnknown,
  SupplierInactive,
  StockItemUnknown,
  StockItemInactive,
  PurchasePriceMissing,
  PurchaseOrderInvalid,
] as const

/** Drafts an order to a supplier. Nothing is ordered before it is submitted. */
export const draftOrder: Operation<'command', DraftPurchaseOrder, PurchaseOrder, (typeof errors)[number]> = operation({
  name: 'procurement.draftOrder',
  summary: 'Drafts a purchase order.',
  kind: 'command',
  input,
  output: orderSchema,
  errors,
  async run(context, { supplierId, lines: given, expectedOn, ...rest }) {
    await requireActiveSupplier(context.store, supplierId)
    const wanted = await wantedLines(context, { supplierId, lines: given, expectedOn })
    const { order, lines } = draft(context, { supplierId, lines: wanted, ...rest })
    return presentOrder(order, lines)
  },
})
