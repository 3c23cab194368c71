import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { openGoodsSchema, presentOpenGoods } from '../present-goods.ts'
import { dateText, idText, pageMembers } from '../shapes.ts'
import { procurementOpen } from '../tables.ts'

const schema = z.strictObject({
  ...pageMembers,
  branch: idText.optional(),
  supplierId: idText.optional(),
  /** goods and charge are to be billed; returned and overbilled are claims. */
  kind: z.enum(['goods', 'charge', 'returned', 'overbilled']).optional(),
  itemId: idText.optional(),
  /** Received on this day or before. */
  until: dateText.optional(),
})

export interface ListOpenGoods extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListOpenGoods> = schema

const outputShape = z.object({ items: z.array(openGoodsSchema), next: z.string().nullable() })

export interface OpenGoodsPage extends z.output<typeof outputShape> {}

const output: z.ZodType<OpenGoodsPage> = outputShape

/** What is to be billed and to be credited, by supplier, the oldest first. One statement. */
export const openItems: Operation<'query', ListOpenGoods, OpenGoodsPage, never> = operation({
  name: 'procurement.openItems',
  summary: 'Lists goods and charges without a bill, and claims on suppliers.',
  kind: 'query',
  input,
  output,
  async run({ store }, { limit, cursor, until, ...rest }) {
    const page = await store.page(procurementOpen, {
      where: { ...present(rest), pending: 1, ...(until === undefined ? {} : { businessDate: { lte: until } }) },
      orderBy: ['supplierId', 'id'],
      limit,
      cursor,
    })
    return { items: page.items.map(presentOpenGoods), next: page.next }
  },
})
