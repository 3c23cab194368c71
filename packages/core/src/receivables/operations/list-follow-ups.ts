import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { ledgerCommitments, overdueOf } from '../../ledger/index.ts'
import { Money } from '../../values/money.ts'
import { debtorSchema, readDebtors } from '../present-debtor.ts'
import { dateText, pageMembers } from '../shapes.ts'
import { receivablesCases, receivablesPromises } from '../tables.ts'

const schema = z.strictObject({
  ...pageMembers,
  /** Calls planned through this day; today unless told. */
  through: dateText.optional(),
})

export interface ListFollowUps extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListFollowUps> = schema

const itemShape = z.object({
  customer: debtorSchema,
  nextCallOn: z.string(),
  lastContactAt: z.string(),
  lastOutcome: z.string(),
  outstanding: z.string(),
  overdue: z.string(),
  /** What was promised last and is not judged yet. */
  promise: z.object({ amount: z.string(), by: z.string(), orderId: z.string().nullable() }).nullable(),
})

const outputShape = z.object({ items: z.array(itemShape), next: z.string().nullable(), currency: z.string() })

/** Whom to call, the earliest planned first. Who owes nothing any more is left out, so a page may be short while `next` is not null. */
export interface FollowUps extends z.output<typeof outputShape> {}

const output: z.ZodType<FollowUps> = outputShape

/** Four statements. */
export const followUps: Operation<'query', ListFollowUps, FollowUps, never> = operation({
  name: 'receivables.followUps',
  summary: 'Lists whom to call today about what they owe.',
  kind: 'query',
  input,
  output,
  async run(context, { through, limit, cursor }) {
    const { store, studio, businessDate: today } = context
    const { currency } = studio
    const page = await store.page(receivablesCases, {
      where: { nextCallOn: { lte: through ?? today } },
      orderBy: ['nextCallOn'],
      limit,
      cursor,
    })
    const ids = page.items.map(({ customerId }) => customerId)
    const { debtorOf } = await readDebtors(context, ids)
    const where = { customerId: { in: ids } }
    const owing = await store.find(ledgerCommitments, { where: { ...where, owing: true }, limit: 'all' })
    const promises = await store.find(receivablesPromises, {
      where: { ...where, state: 'open' },
      orderBy: ['madeAt'],
      limit: 'all',
    })
    const promised = new Map(promises.map((promise) => [promise.customerId, promise]))
    return {
      items: page.items.flatMap(({ customerId, nextCallOn, lastContactAt, lastOutcome }) => {
        const own = owing.filter((commitment) => commitment.customerId === customerId)
        if (own.length === 0 || nextCallOn === null) return []
        const sum = (of: (one: (typeof own)[number]) => Money): string => Money.sum(currency, own.map(of)).toString()
        const promise = promised.get(customerId)
        return [
          {
            customer: debtorOf(customerId),
            nextCallOn,
            lastContactAt,
            lastOutcome,
            outstanding: sum(({ outstanding }) => Money.ofMinor(outstanding, currency)),
            overdue: sum((commitment) => overdueOf(commitment, today)),
            promise:
              promise === undefined
                ? null
                : {
                    amount: Money.ofMinor(promise.amount, currency).toString(),
                    by: promise.by,
                    orderId: promise.orderId,
                  },
          },
        ]
      }),
      next: page.next,
      currency,
    }
  },
})
