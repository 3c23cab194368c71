/** Works the clientele out anew. */
import { z } from 'zod'
import { customers } from '../../customers/index.ts'
import { operation } from '../../engine/operation.ts'
import { refreshClientele } from '../refresh-clientele.ts'

const inputSchema = z.strictObject({
  /** Customers of one call, which is one transaction. */
  limit: z.int().min(1).max(500).default(200),
  cursor: z.string().max(2000).optional(),
})

const outputSchema = z.object({
  /** Customers who were looked at. */
  rebuilt: z.int(),
  /** Pass it as `cursor` of the next call; null when all are done. */
  next: z.string().nullable(),
})

export interface RebuildClientele extends z.input<typeof inputSchema> {}
export interface ClienteleRebuilt extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, RebuildClientele> = inputSchema
const output: z.ZodType<ClienteleRebuilt> = outputSchema

export const rebuildClientele = operation({
  name: 'clientele.rebuild',
  summary: 'Works out anew, from the orders, what is known of customers, some at a time.',
  kind: 'command',
  input,
  output,
  async run(context, { limit, cursor }): Promise<ClienteleRebuilt> {
    const page = await context.store.page(customers, { orderBy: ['id'], limit, cursor })
    const ids = page.items.map(({ id }) => id)
    await refreshClientele(context, ids)
    return { rebuilt: ids.length, next: page.next }
  },
})
