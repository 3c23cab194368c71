import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { type MovementRefusal, movementRefusals } from '../../inventory/index.ts'
import { payablesSuppliers, SupplierUnknown } from '../../payables/index.ts'
import {
  PurchaseOrderNotFitting,
  PurchaseOrderUnknown,
  ReceiptBeyondOrder,
  ReceiptInvalid,
  UnbilledExceeded,
  UnbilledNotFitting,
  UnbilledUnknown,
} from '../errors.ts'
import {
  openGoodsSchema,
  presentOpenGoods,
  presentReceipt,
  presentReceiptLine,
  receiptHeadSchema,
  receiptLineSchema,
} from '../present-goods.ts'
import { orderHeadSchema, presentOrderHead } from '../present-order.ts'
import { receiptMembers } from '../receipt-input.ts'
import { receiveGoods } from '../receive-goods.ts'

const schema = z.strictObject(receiptMembers)

export interface ReceivePurchase extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReceivePurchase> = schema

const outputShape = z.object({
  receipt: receiptHeadSchema,
  lines: z.array(receiptLineSchema),
  /** What came on top, to be billed. */
  charges: z.array(openGoodsSchema),
  /** The number of the voucher of the stock; null where nothing was accepted. */
  movementNumber: z.string().nullable(),
  /** The orders that goods came of, as they then stand. */
  orders: z.array(orderHeadSchema),
})

export interface PurchaseReceived extends z.output<typeof outputShape> {}

const output: z.ZodType<PurchaseReceived> = outputShape

const own = [
  SupplierUnknown,
  PurchaseOrderUnknown,
  PurchaseOrderNotFitting,
  ReceiptInvalid,
  ReceiptBeyondOrder,
  UnbilledUnknown,
  UnbilledNotFitting,
  UnbilledExceeded,
] as const

/** Takes a delivery in: of orders, without one, or in place of what was claimed; in part, and as often as it comes. */
export const receive: Operation<'command', ReceivePurchase, PurchaseReceived, MovementRefusal | (typeof own)[number]> =
  operation({
    name: 'procurement.receive',
    summary: 'Takes a delivery of a supplier into stock.',
    kind: 'command',
    input,
    output,
    errors: [...movementRefusals, ...own],
    async run(context, given) {
      const named = [given.supplierId, ...given.charges.flatMap((charge) => charge.supplierId ?? [])]
      const where = { id: { in: [...new Set(named)] } }
      const known = await context.store.find(payablesSuppliers, { where, limit: 'all' })
      const missing = named.find((supplierId) => !known.some((row) => row.id === supplierId))
      if (missing !== undefined) throw SupplierUnknown.create({ supplierId: missing })
      const { receipt, lines, charges, movement, orders } = await receiveGoods(context, given)
      return {
        receipt: presentReceipt(receipt),
        lines: lines.map(presentReceiptLine),
        charges: charges.map(presentOpenGoods),
        movementNumber: movement?.number ?? null,
        orders: orders.map(presentOrderHead),
      }
    },
  })
