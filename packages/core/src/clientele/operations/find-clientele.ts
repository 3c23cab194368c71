/** Finds customers by what they bought, when they were photographed, how much they spent, where they live and what waits for them. */
import { z } from 'zod'
import { type CustomerRow, customers } from '../../customers/index.ts'
import { operation } from '../../engine/operation.ts'
import { readClasses } from '../classes-of.ts'
import { type AskedClientele, walkClientele } from '../walk-clientele.ts'
import { presentSummary, summaryOutput } from '../present-summary.ts'
import { amountText, code, facetKinds, pageMembers, region } from '../shapes.ts'

const day = z.iso.date()

const inputSchema = z.strictObject({
  /** Photographed on a day between these, both included. */
  shot: z.strictObject({ from: day, to: day }).optional(),
  /** Ordered an item, anything of a category (a series of packages), or for a kind of photography, at any time. */
  bought: z.strictObject({ kind: z.enum(facetKinds), value: z.string().min(1).max(60) }).optional(),
  /** In this class, by rule or by hand. */
  class: code.optional(),
  /** What was ordered in all. */
  amountAtLeast: amountText.optional(),
  amountBelow: amountText.optional(),
  ordersAtLeast: z.int().min(1).optional(),
  /** The last order is dated between these, both included. */
  lastFrom: day.optional(),
  lastTo: day.optional(),
  region: region.optional(),
  /** True: something was not picked up yet. False: everything was. */
  waiting: z.boolean().optional(),
  /** `recent`: the last order first. `amount`: the highest first. Where shot, bought or class is given, the order is that of theirs. */
  order: z.enum(['recent', 'amount']).default('recent'),
  ...pageMembers,
})

const itemSchema = z.object({
  customerId: z.string(),
  number: z.string(),
  name: z.string(),
  phone: z.string().nullable(),
  summary: summaryOutput,
  classes: z.array(z.string()),
})

const outputSchema = z.object({ items: z.array(itemSchema), next: z.string().nullable() })

export interface FindClientele extends z.input<typeof inputSchema> {}
/**
 * A page of customers, each once, by what they ordered in the branches within reach. It may be short although more follow: go on
 * while `next` is not null.
 */
export interface FoundClientele extends z.output<typeof outputSchema> {}

const input: z.ZodType<AskedClientele, FindClientele> = inputSchema
const output: z.ZodType<FoundClientele> = outputSchema

export const findClientele = operation({
  name: 'clientele.find',
  summary:
    'Finds customers by day of the shoot, amount, package or kind of photography, region, class, and what waits for pickup.',
  kind: 'query',
  input,
  output,
  async run(context, asked): Promise<FoundClientele> {
    const page = await walkClientele(context, asked)
    const ids = page.items.map(({ customerId }) => customerId)
    if (ids.length === 0) return { items: [], next: page.next }
    const rows = await context.store.find(customers, { where: { id: { in: ids } }, limit: 'all' })
    const byId = new Map(rows.map((row): [string, CustomerRow] => [row.id, row]))
    const classesOf = await readClasses(context, ids)
    const items = page.items.flatMap((summary) => {
      const customer = byId.get(summary.customerId)
      if (customer === undefined) return []
      const { id: customerId, number, name, phone } = customer
      const classes = classesOf(customerId).map((one) => one.code)
      if (asked.class !== undefined && !classes.includes(asked.class)) return []
      return [{ customerId, number, name, phone, summary: presentSummary(summary, context.studio.currency), classes }]
    })
    return { items, next: page.next }
  },
})
