import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { paymentsAttempts } from '../tables.ts'

const schema = z.strictObject({
  /** 1 to 200; 50 unless told. */
  limit: z.int().min(1).max(200).default(50),
})

export interface ListDue extends z.input<typeof schema> {}

const outputShape = z.object({ items: z.array(z.object({ attemptId: z.string(), branch: z.string() })) })

export interface DueAttempts extends z.output<typeof outputShape> {}

const input: z.ZodType<z.output<typeof schema>, ListDue> = schema
const output: z.ZodType<DueAttempts> = outputShape

/** What the runner has to do, the longest waiting first. One statement. */
export const due = operation({
  name: 'payments.due',
  summary: 'Lists the payments and refunds that are due to be sent to their provider or asked about.',
  kind: 'query',
  permission: 'payments.run',
  input,
  output,
  async run({ store, now }, { limit }) {
    const rows = await store.find(paymentsAttempts, {
      where: { nextLookAt: { lte: now } },
      orderBy: ['nextLookAt', 'id'],
      limit,
    })
    return { items: rows.map(({ id, branch }) => ({ attemptId: id, branch })) }
  },
})
