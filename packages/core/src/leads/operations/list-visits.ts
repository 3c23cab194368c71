/** Lists visits. */
import { z } from 'zod'
import { customerIdsOf } from '../../customers/index.ts'
import { operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { presentVisit, visitOutput } from '../present-visit.ts'
import { idText, pageMembers, personMembers, word } from '../shapes.ts'
import { leadsVisits } from '../tables.ts'

const inputSchema = z.strictObject({
  ...personMembers,
  purpose: word.optional(),
  branch: idText.optional(),
  staffId: idText.optional(),
  /** The first and the last business date, both included. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /** Only visits that led to an order, or only those that did not. */
  ordered: z.boolean().optional(),
  ...pageMembers,
})

const outputSchema = z.object({ items: z.array(visitOutput), next: z.string().nullable() })

export interface ListVisits extends z.input<typeof inputSchema> {}
/** Visits, the last first; follow `next` until it is null. */
export interface VisitPage extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListVisits> = inputSchema
const output: z.ZodType<VisitPage> = outputSchema

export const listVisits = operation({
  name: 'leads.visits',
  summary: 'Lists visits by person, purpose, staff, branch and date, the last first.',
  kind: 'query',
  input,
  output,
  async run(context, { customerId, from, to, ordered, limit, cursor, ...given }): Promise<VisitPage> {
    const page = await context.store.page(leadsVisits, {
      where: {
        ...present(given),
        ...(customerId === undefined ? {} : { customerId: { in: await customerIdsOf(context, customerId) } }),
        ...(from === undefined && to === undefined ? {} : { businessDate: present({ gte: from, lte: to }) }),
        ...(ordered === undefined ? {} : ordered ? { not: { orderId: null } } : { orderId: null }),
      },
      orderBy: ['-businessDate', '-id'],
      limit,
      cursor,
    })
    return { items: page.items.map(presentVisit), next: page.next }
  },
})
