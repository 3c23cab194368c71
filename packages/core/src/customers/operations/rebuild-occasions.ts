/** Works out anew on which days customers celebrate. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { occasionsOf } from '../occasions.ts'
import { type AnniversaryRow, customers, customersAnniversaries, customersOccasions } from '../tables.ts'

const inputSchema = z.strictObject({
  /** Customers of one call, which is one transaction. */
  limit: z.int().min(1).max(1000).default(500),
  cursor: z.string().max(2000).optional(),
})

const outputSchema = z.object({
  /** Customers whose occasions were written. */
  rebuilt: z.int(),
  /** Pass it as `cursor` of the next call; null when all are done. */
  next: z.string().nullable(),
})

export interface RebuildOccasions extends z.input<typeof inputSchema> {}
export interface OccasionsRebuilt extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, RebuildOccasions> = inputSchema
const output: z.ZodType<OccasionsRebuilt> = outputSchema

export const rebuildOccasions = operation({
  name: 'customers.rebuildOccasions',
  summary: 'Rebuilds the list of birthdays and anniversaries from the rows of customers, some at a time.',
  kind: 'command',
  input,
  output,
  async run(context, { limit, cursor }): Promise<OccasionsRebuilt> {
    const { store } = context
    const page = await store.page(customers, { orderBy: ['id'], limit, cursor })
    const ids = page.items.map((row) => row.id)
    if (ids.length === 0) return { rebuilt: 0, next: null }
    await store.deleteWhere(customersOccasions, { customerId: { in: ids } })
    const anniversaries = await store.find(customersAnniversaries, { where: { customerId: { in: ids } }, limit: 'all' })
    const byCustomer = new Map<string, AnniversaryRow[]>()
    for (const one of anniversaries) byCustomer.set(one.customerId, [...(byCustomer.get(one.customerId) ?? []), one])
    for (const row of page.items) {
      store.insertAll(customersOccasions, await occasionsOf(row, byCustomer.get(row.id)))
    }
    return { rebuilt: ids.length, next: page.next }
  },
})
