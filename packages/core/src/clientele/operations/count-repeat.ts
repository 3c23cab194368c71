/** Counts who came back. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { idText } from '../shapes.ts'
import type { Filter } from '../../storage/filter.ts'
import type { ScopedReads } from '../../storage/scoped-reads.ts'
import { type BranchRow, clienteleBranches, clienteleCustomers, clienteleOrders, type SummaryRow } from '../tables.ts'

const inputSchema = z
  .strictObject({
    /** The first and the last business date, both included. */
    from: z.iso.date(),
    to: z.iso.date(),
    branch: idText.optional(),
  })
  .refine(({ from, to }) => from <= to, { message: 'must not lie before from', path: ['to'] })

const outputSchema = z.object({
  /** Customers who ordered between the dates. */
  customers: z.int(),
  /** Of those, who had ordered before the first of the dates. */
  returning: z.int(),
  /** Of those, whose first order lies between the dates. */
  first: z.int(),
  /** `returning` of `customers`, 0 to 1; null where nobody ordered. */
  rate: z.number().nullable(),
  /** Of all customers ever: who ordered, and who on more than one date. */
  ever: z.object({ customers: z.int(), repeat: z.int() }),
})

export interface CountRepeat extends z.input<typeof inputSchema> {}
/** Of the branches within reach; nothing that was ordered elsewhere counts. */
export interface RepeatCustomers extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, CountRepeat> = inputSchema
const output: z.ZodType<RepeatCustomers> = outputSchema

const count = { of: 'count' } as const
const distinct = { of: 'countDistinct', column: 'customerId' } as const

/** Four statements; one more for every further thousand customers of the time. */
export const countRepeat = operation({
  name: 'clientele.repeat',
  summary: 'Counts the customers of a time who had ordered before, and those who are new.',
  kind: 'query',
  input,
  output,
  async run({ store }, { from, to, branch }): Promise<RepeatCustomers> {
    const within = { bookedDate: { gte: from, lte: to }, ...(branch === undefined ? {} : { branch }) }
    const buyers = await store.aggregate(clienteleOrders, {
      where: within,
      groupBy: ['customerId'],
      measures: { orders: count },
      limit: 'all',
    })
    const ids = buyers.map(({ customerId }) => customerId)
    let returning = 0
    // In parts, since stores take only so many values at once.
    for (let at = 0; at < ids.length; at += 1000) {
      const before = { customerId: { in: ids.slice(at, at + 1000) }, firstOn: { lt: from } }
      returning += await countCustomers(store, before)
    }
    const ever = { customers: await countCustomers(store, {}), repeat: await countRepeating(store) }
    return {
      customers: ids.length,
      returning,
      first: ids.length - returning,
      rate: ids.length === 0 ? null : Math.round((returning / ids.length) * 10_000) / 10_000,
      ever,
    }
  },
})

/** Of all branches a customer has one row; of some, one a branch. */
async function countCustomers(store: ScopedReads, where: Filter<SummaryRow & BranchRow>): Promise<number> {
  const [found] =
    store.scope.branches === 'all'
      ? await store.aggregate(clienteleCustomers, { where, measures: { customers: count }, limit: 1 })
      : await store.aggregate(clienteleBranches, { where, measures: { customers: distinct }, limit: 1 })
  return found?.customers ?? 0
}

async function countRepeating(store: ScopedReads): Promise<number> {
  const { branches } = store.scope
  if (branches === 'all' || branches.length === 1) return countCustomers(store, { occasions: { gt: 1 } })
  // Who ordered once in each of two branches came back as well.
  const found = await store.aggregate(clienteleBranches, {
    groupBy: ['customerId'],
    measures: { first: { of: 'min', column: 'firstOn' }, last: { of: 'max', column: 'lastOn' } },
    limit: 'all',
  })
  return found.filter(({ first, last }) => first !== last).length
}
