import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { Money } from '../../values/money.ts'
import { PaymentAttemptUnknown } from '../errors.ts'
import { attemptSchema, type PaymentAttempt, presentAttempt } from '../present-attempt.ts'
import { idText } from '../shapes.ts'
import { paymentsAttempts, paymentsFacts } from '../tables.ts'

const schema = z.strictObject({ attemptId: idText })

export interface ReadAttempt extends z.input<typeof schema> {}

const factSchema = z.object({
  at: z.string(),
  /** house, call, query, webhook, settlement or person. */
  source: z.string(),
  state: z.string(),
  /** What was said to have moved. */
  amount: z.string().nullable(),
  currency: z.string().nullable(),
  reference: z.string().nullable(),
  note: z.string().nullable(),
})

/** One thing that was reported. */
export interface PaymentFact extends z.output<typeof factSchema> {}

/** With what was reported of it, in the order of its arrival. */
export interface AttemptWithFacts extends PaymentAttempt {
  facts: PaymentFact[]
}

const input: z.ZodType<z.output<typeof schema>, ReadAttempt> = schema
const output: z.ZodType<AttemptWithFacts> = z.intersection(attemptSchema, z.object({ facts: z.array(factSchema) }))

/** Two statements. */
export const attempt = operation({
  name: 'payments.attempt',
  summary: 'Reads a payment or refund at a provider, with everything that was reported of it.',
  kind: 'query',
  input,
  output,
  errors: [PaymentAttemptUnknown],
  async run({ store }, { attemptId }) {
    const row = await store.get(paymentsAttempts, attemptId)
    if (row === undefined) throw PaymentAttemptUnknown.create({ attempt: attemptId })
    const facts = await store.find(paymentsFacts, { where: { attemptId }, orderBy: ['id'], limit: 'all' })
    return {
      ...presentAttempt(row),
      facts: facts.map(({ at, source, state, amount, currency, reference, note }) => ({
        at,
        source,
        state,
        amount: amount === null || currency === null ? null : Money.ofMinor(amount, currency).toString(),
        currency,
        reference,
        note,
      })),
    }
  },
})
