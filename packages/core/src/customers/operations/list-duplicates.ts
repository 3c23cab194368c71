/** Lists customers who may be registered twice. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { customerOutput, presentCustomer } from '../customer.ts'
import { type DuplicateReason, duplicateReasons } from '../duplicate-score.ts'
import { CustomerUnknown } from '../errors.ts'
import { findDuplicates } from '../find-duplicates.ts'
import { requireCustomer } from '../read-customers.ts'
import { customers } from '../tables.ts'

const inputSchema = z.strictObject({
  /** Only those who may be this customer; everybody who reads alike is looked at then. */
  customerId: z.string().min(1).max(64).optional(),
  /** Pairs of this score and above, 1 to 100. */
  minimum: z.int().min(1).max(100).default(50),
  /** Customers of one call that others are looked for, those who were registered last first. */
  limit: z.int().min(1).max(200).default(100),
  cursor: z.string().max(2000).optional(),
})

const reasons = Object.keys(duplicateReasons) as [DuplicateReason, ...DuplicateReason[]]

const pairSchema = z.object({
  /** Who was registered first. */
  one: customerOutput,
  other: customerOutput,
  /** 1 to 100. */
  score: z.int(),
  reasons: z.array(z.enum(reasons)),
})

const outputSchema = z.object({ items: z.array(pairSchema), next: z.string().nullable() })

export interface ListDuplicates extends z.input<typeof inputSchema> {}
/** Pairs, the likeliest first. A page may be empty although more follow: go on while `next` is not null. */
export interface Duplicates extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListDuplicates> = inputSchema
const output: z.ZodType<Duplicates> = outputSchema

export const listDuplicates = operation({
  name: 'customers.duplicates',
  summary: 'Lists customers who may be one person, with a score and the reasons, some customers at a time.',
  kind: 'query',
  input,
  output,
  errors: [CustomerUnknown],
  async run(context, { customerId, minimum, limit, cursor }): Promise<Duplicates> {
    const page =
      customerId === undefined
        ? await context.store.page(customers, { where: { mergedIntoId: null }, orderBy: ['-id'], limit, cursor })
        : { items: [await requireCustomer(context, customerId)], next: null }
    const byName = customerId !== undefined
    const found = await findDuplicates(context, page.items, { minimum, byName })
    // A pair is told on the page of whoever was registered later, so that it is told once.
    const here = new Set(page.items.map(({ id }) => id))
    const items = found.filter(({ other }) => byName || here.has(other.id))
    return {
      items: items.map(({ one, other, score, reasons: why }) => ({
        one: presentCustomer(context, one),
        other: presentCustomer(context, other),
        score,
        reasons: [...why],
      })),
      next: page.next,
    }
  },
})
