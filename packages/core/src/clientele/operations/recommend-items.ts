/** Recommends to a customer what others bought who bought the same. */
import { z } from 'zod'
import { catalogItems } from '../../catalog/index.ts'
import { CustomerUnknown, requireCustomer } from '../../customers/index.ts'
import { operation } from '../../engine/operation.ts'
import { recommend } from '../recommend.ts'
import { idText } from '../shapes.ts'
import { clienteleFacets, clientelePairs } from '../tables.ts'

const inputSchema = z.strictObject({
  customerId: idText,
  /** Bought together by so many customers at least. */
  support: z.int().min(1).max(1_000_000).default(3),
  limit: z.int().min(1).max(50).default(10),
})

const itemSchema = z.object({
  item: z.string(),
  name: z.string(),
  /** Because the customer bought this. */
  because: z.string(),
  /** Of so many customers who bought that … */
  buyers: z.int(),
  /** … so many bought this as well. */
  both: z.int(),
  /** `both` of `buyers`, 0 to 1. */
  share: z.number(),
})

const outputSchema = z.object({ customerId: z.string(), items: z.array(itemSchema) })

export interface RecommendItems extends z.input<typeof inputSchema> {}
export interface Recommendations extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, RecommendItems> = inputSchema
const output: z.ZodType<Recommendations> = outputSchema

/** Items of the customer that others are looked for by. */
const mostOwned = 30

/** Four statements at any size. */
export const recommendItems = operation({
  name: 'clientele.recommendations',
  summary: 'Recommends items to a customer, each with the reason: what part of those who bought the same bought it.',
  kind: 'query',
  input,
  output,
  errors: [CustomerUnknown],
  async run(context, { customerId: given, support, limit }): Promise<Recommendations> {
    const { store } = context
    const { id: customerId } = await requireCustomer(context, given)
    const facets = await store.find(clienteleFacets, {
      where: { customerId, kind: 'item' },
      orderBy: ['-lastOn', 'value'],
      limit: 'all',
    })
    const owned = [...new Set(facets.map(({ value }) => value))]
    if (owned.length === 0) return { customerId, items: [] }
    const pairs = await store.find(clientelePairs, { where: { item: { in: owned.slice(0, mostOwned) } }, limit: 'all' })
    const buyers = new Map(pairs.flatMap(({ item, other, customers }) => (item === other ? [[item, customers]] : [])))
    const together = pairs
      .filter(({ item, other }) => item !== other)
      .map(({ item, other, customers }) => ({ item, other, both: customers, buyers: buyers.get(item) ?? 0 }))
    // More than are wanted, since some may be sold no more.
    const found = recommend(owned, together, { support, limit: limit * 2 })
    if (found.length === 0) return { customerId, items: [] }
    const where = { code: { in: found.map(({ item }) => item) }, active: true }
    const sold = await store.find(catalogItems, { where, limit: 'all' })
    const nameOf = new Map(sold.map(({ code, name }) => [code, name]))
    const items = found.flatMap((one) => {
      const name = nameOf.get(one.item)
      return name === undefined ? [] : [{ ...one, name, share: Math.round(one.share * 10_000) / 10_000 }]
    })
    return { customerId, items: items.slice(0, limit) }
  },
})
