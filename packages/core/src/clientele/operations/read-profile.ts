/** Reads what is known of a customer by what they bought. */
import { z } from 'zod'
import { CustomerUnknown, customersPreferences, requireCustomer } from '../../customers/index.ts'
import { operation } from '../../engine/operation.ts'
import { Money } from '../../values/money.ts'
import { classOutput, readClasses } from '../classes-of.ts'
import { combineFacets } from '../combine.ts'
import { presentSummary, summaryOutput } from '../present-summary.ts'
import { facetKinds, idText } from '../shapes.ts'
import { clienteleFacets } from '../tables.ts'
import { summariesWithinReach } from '../within-reach.ts'

const inputSchema = z.strictObject({ customerId: idText })

const usualSchema = z.object({
  kind: z.enum(facetKinds),
  value: z.string(),
  /** Orders that it is in. */
  orders: z.int(),
  amount: z.string(),
  /** Its part of everything bought, 0 to 1; null where all of that was free. */
  share: z.number().nullable(),
  lastOn: z.string(),
})

const outputSchema = z.object({
  customerId: z.string(),
  /** Null for who never ordered. */
  summary: summaryOutput.nullable(),
  classes: z.array(classOutput),
  /** What they usually take: what is in most orders first, of each kind the first ten. */
  usual: z.array(usualSchema),
  /** What they like, as somebody said. */
  preferences: z.array(z.object({ topic: z.string(), value: z.string() })),
})

export interface ReadProfile extends z.input<typeof inputSchema> {}
/** Amounts and orders are those of the branches within reach. */
export interface CustomerProfile extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ReadProfile> = inputSchema
const output: z.ZodType<CustomerProfile> = outputSchema

const mostOfAKind = 10

/** Six statements; one more for who was merged into another. */
export const readProfile = operation({
  name: 'clientele.profile',
  summary: 'Reads what a customer bought in all, what they usually take, what they like, and the classes they are in.',
  kind: 'query',
  input,
  output,
  errors: [CustomerUnknown],
  async run(context, { customerId: given }): Promise<CustomerProfile> {
    const { store } = context
    const { currency } = context.studio
    const { id: customerId } = await requireCustomer(context, given)
    const summary = (await summariesWithinReach(context, [customerId])).get(customerId)
    const where = { customerId, kind: { in: facetKinds } }
    const facets = combineFacets(await store.find(clienteleFacets, { where, limit: 'all' }))
    const likes = await store.find(customersPreferences, {
      where: { customerId },
      orderBy: ['topic', 'id'],
      limit: 'all',
    })
    const classes = (await readClasses(context, [customerId]))(customerId)
    const total = summary?.amount ?? 0n
    return {
      customerId,
      summary: summary === undefined ? null : presentSummary(summary, currency),
      classes,
      usual: facetKinds.flatMap((kind) =>
        facets
          .filter((facet) => facet.kind === kind)
          .slice(0, mostOfAKind)
          .map(({ value, orders, amount, lastOn }) => ({
            kind,
            value,
            orders,
            amount: Money.ofMinor(amount, currency).toString(),
            share: total === 0n ? null : Number((amount * 10_000n) / total) / 10_000,
            lastOn,
          })),
      ),
      preferences: likes.map(({ topic, value }) => ({ topic, value })),
    }
  },
})
