/** Works out anew what customers are found by. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { searchTermsOf } from '../search-terms.ts'
import { customers, customersSearchTerms } from '../tables.ts'

const inputSchema = z.strictObject({
  /** Customers of one call, which is one transaction. */
  limit: z.int().min(1).max(1000).default(500),
  cursor: z.string().max(2000).optional(),
})

const outputSchema = z.object({
  /** Customers whose terms were written. */
  rebuilt: z.int(),
  /** Pass it as `cursor` of the next call; null when all are done. */
  next: z.string().nullable(),
})

export interface RebuildSearch extends z.input<typeof inputSchema> {}
export interface SearchRebuilt extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, RebuildSearch> = inputSchema
const output: z.ZodType<SearchRebuilt> = outputSchema

export const rebuildSearch = operation({
  name: 'customers.rebuildSearch',
  summary: 'Rebuilds the search terms of customers from their rows, some at a time.',
  kind: 'command',
  input,
  output,
  async run(context, { limit, cursor }): Promise<SearchRebuilt> {
    const page = await context.store.page(customers, { orderBy: ['id'], limit, cursor })
    const ids = page.items.map((row) => row.id)
    if (ids.length > 0) await context.store.deleteWhere(customersSearchTerms, { customerId: { in: ids } })
    for (const row of page.items) {
      for (const one of searchTermsOf(row)) {
        context.store.insert(customersSearchTerms, { ...one, customerId: row.id })
      }
    }
    return { rebuilt: ids.length, next: page.next }
  },
})
