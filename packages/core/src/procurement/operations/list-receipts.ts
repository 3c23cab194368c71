import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { presentReceipt, receiptHeadSchema } from '../present-goods.ts'
import { dateText, idText, pageMembers } from '../shapes.ts'
import { procurementReceipts } from '../tables.ts'

const schema = z.strictObject({
  ...pageMembers,
  branch: idText.optional(),
  supplierId: idText.optional(),
  from: dateText.optional(),
  /** Included. */
  to: dateText.optional(),
})

export interface ListGoodsReceipts extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListGoodsReceipts> = schema

const outputShape = z.object({ items: z.array(receiptHeadSchema), next: z.string().nullable() })

export interface GoodsReceiptPage extends z.output<typeof outputShape> {}

const output: z.ZodType<GoodsReceiptPage> = outputShape

/** Deliveries, the last first. One statement. */
export const receipts: Operation<'query', ListGoodsReceipts, GoodsReceiptPage, never> = operation({
  name: 'procurement.receipts',
  summary: 'Lists deliveries.',
  kind: 'query',
  input,
  output,
  async run({ store }, { limit, cursor, from, to, ...rest }) {
    const dates = present({ gte: from, lte: to })
    const page = await store.page(procurementReceipts, {
      where: { ...present(rest), ...(Object.keys(dates).length === 0 ? {} : { businessDate: dates }) },
      orderBy: ['-businessDate', '-id'],
      limit,
      cursor,
    })
    return { items: page.items.map(presentReceipt), next: page.next }
  },
})
