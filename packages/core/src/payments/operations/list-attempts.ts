import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { attemptSchema, type PaymentAttempt, presentAttempt } from '../present-attempt.ts'
import { idText, providerText } from '../shapes.ts'
import { paymentsAttempts } from '../tables.ts'

const schema = z.strictObject({
  /** 1 to 200; 50 unless told. `next` says whether there is more. */
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
  orderId: idText.optional(),
  provider: providerText.optional(),
  state: z.enum(['pending', 'unknown', 'settled', 'failed', 'voided']).optional(),
  /** Only what waits for a person. */
  review: z.literal(true).optional(),
  /** False: only those whose money no settlement file has shown yet. */
  arrived: z.boolean().optional(),
})

export interface ListAttempts extends z.input<typeof schema> {}

const outputShape = z.object({ items: z.array(attemptSchema), next: z.string().nullable() })

export interface PaymentAttempts extends z.output<typeof outputShape> {
  items: PaymentAttempt[]
}

const input: z.ZodType<z.output<typeof schema>, ListAttempts> = schema
const output: z.ZodType<PaymentAttempts> = outputShape

/** The newest first. One statement. */
export const attempts = operation({
  name: 'payments.attempts',
  summary: 'Lists payments and refunds at providers by order, provider, state or what is to be done about them.',
  kind: 'query',
  input,
  output,
  async run({ store }, { limit, cursor, orderId, provider, state, review, arrived }) {
    const page = await store.page(paymentsAttempts, {
      where: present({
        orderId,
        provider,
        state,
        review: review === undefined ? undefined : { ne: null },
        batch: arrived === undefined ? undefined : arrived ? { ne: null } : null,
      }),
      orderBy: ['-openedAt', '-id'],
      limit,
      cursor,
    })
    return { items: page.items.map(presentAttempt), next: page.next }
  },
})
