/** Lists orders that became a part of another one. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { idText } from '../line-input.ts'
import { mergeSchema, presentMerge } from '../present-transfer.ts'
import { ordersMerges } from '../transfer-tables.ts'

const inputSchema = z.strictObject({
  /** The order that stands for others. */
  survivorId: idText.optional(),
  mergedId: idText.optional(),
  /** Merges of one page, newest first: 1 to 200. */
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
})

const outputSchema = z.object({ items: z.array(mergeSchema), next: z.string().nullable() })

export interface ListOrderMerges extends z.input<typeof inputSchema> {}
/** A page of merges; follow `next` until it is null. */
export interface OrderMergePage extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListOrderMerges> = inputSchema
const output: z.ZodType<OrderMergePage> = outputSchema

/** One statement. */
export const merges = operation({
  name: 'orders.merges',
  summary:
    'Lists orders that were merged into another one, newest first, with the lines that went over and were dropped.',
  kind: 'query',
  input,
  output,
  async run(context, { survivorId, mergedId, limit, cursor }): Promise<OrderMergePage> {
    const where = present({ survivorId, mergedId })
    const page = await context.store.page(ordersMerges, { where, orderBy: ['-id'], limit, cursor })
    return { items: page.items.map(presentMerge), next: page.next }
  },
})
