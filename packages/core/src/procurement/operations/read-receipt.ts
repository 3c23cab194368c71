import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { DeliveryUnknown } from '../errors.ts'
import {
  openGoodsSchema,
  presentOpenGoods,
  presentReceipt,
  presentReceiptLine,
  receiptHeadSchema,
  receiptLineSchema,
} from '../present-goods.ts'
import { idText } from '../shapes.ts'
import { procurementOpen, procurementReceiptLines, procurementReceipts } from '../tables.ts'

const schema = z.strictObject({ receiptId: idText })

export interface ReadGoodsReceipt extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadGoodsReceipt> = schema

const outputShape = z.object({
  receipt: receiptHeadSchema,
  lines: z.array(receiptLineSchema),
  /** What of its goods and charges is billed and open; goods have the id of their line. */
  open: z.array(openGoodsSchema),
})

export interface GoodsReceiptRead extends z.output<typeof outputShape> {}

const output: z.ZodType<GoodsReceiptRead> = outputShape

const errors = [DeliveryUnknown] as const

/** One delivery, and how far it is billed. Three statements. */
export const receipt: Operation<'query', ReadGoodsReceipt, GoodsReceiptRead, (typeof errors)[number]> = operation({
  name: 'procurement.receipt',
  summary: 'Reads a delivery and how far it is billed.',
  kind: 'query',
  input,
  output,
  errors,
  async run({ store, branch }, { receiptId }) {
    const row = await store.get(procurementReceipts, receiptId)
    if (row === undefined) throw DeliveryUnknown.create({ receiptId, branch })
    const lines = await store.find(procurementReceiptLines, { where: { receiptId }, orderBy: ['line'], limit: 'all' })
    const open = await store.find(procurementOpen, { where: { sourceId: receiptId }, orderBy: ['id'], limit: 'all' })
    return {
      receipt: presentReceipt(row),
      lines: lines.map(presentReceiptLine),
      open: open.map(presentOpenGoods),
    }
  },
})
