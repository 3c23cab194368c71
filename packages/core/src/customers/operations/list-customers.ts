/** Lists the customers of the studio. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import type { SortBy } from '../../storage/scoped-reads.ts'
import { customerOutput, presentCustomer } from '../customer.ts'
import { customers } from '../tables.ts'

const inputSchema = z.strictObject({
  /** `newest`: registered last first. `name`: by pinyin. */
  order: z.enum(['newest', 'name', 'number']).default('newest'),
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
})

const pageSchema = z.object({ items: z.array(customerOutput), next: z.string().nullable() })

export interface ListCustomers extends z.input<typeof inputSchema> {}
export interface CustomerPage extends z.output<typeof pageSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListCustomers> = inputSchema
const output: z.ZodType<CustomerPage> = pageSchema

const orders: Readonly<Record<z.output<typeof inputSchema>['order'], readonly SortBy<typeof customers>[]>> = {
  newest: ['-id'],
  name: ['pinyin'],
  number: ['number'],
}

export const listCustomers = operation({
  name: 'customers.list',
  summary: 'Lists the customers, page by page.',
  kind: 'query',
  input,
  output,
  async run(context, { order, limit, cursor }): Promise<CustomerPage> {
    const page = await context.store.page(customers, {
      where: { mergedIntoId: null },
      orderBy: orders[order],
      limit,
      cursor,
    })
    return { items: page.items.map((row) => presentCustomer(context, row)), next: page.next }
  },
})
