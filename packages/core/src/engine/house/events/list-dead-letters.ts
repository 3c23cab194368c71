/** Lists events and jobs that were given up. */
import { z } from 'zod'
import { operation } from '../../operation.ts'
import { deadLetters } from '../../records.ts'

const inputSchema = z.strictObject({
  /** Also those that were redelivered. */
  all: z.boolean().default(false),
  limit: z.int().min(1).max(1000).default(50),
  cursor: z.string().max(2000).optional(),
})

const letterSchema = z.object({
  id: z.string(),
  kind: z.enum(['subscriber', 'job']),
  name: z.string(),
  content: z.json(),
  error: z.string(),
  at: z.string(),
  redeliveredAt: z.string().nullable(),
})

const outputSchema = z.object({ items: z.array(letterSchema), next: z.string().nullable() })

export interface ListDeadLetters extends z.input<typeof inputSchema> {}
/** An event or job that was given up, with the last error. */
export interface DeadLetter extends z.output<typeof letterSchema> {}
export interface DeadLetters extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListDeadLetters> = inputSchema
const output: z.ZodType<DeadLetters> = outputSchema

export const listDeadLetters = operation({
  name: 'events.deadLetters',
  summary: 'Lists events and jobs that were given up, newest first.',
  kind: 'query',
  input,
  output,
  async run(context, { all, limit, cursor }) {
    return context.store.page(deadLetters, {
      where: all ? {} : { redeliveredAt: null },
      orderBy: ['-id'],
      limit,
      cursor,
    }) as Promise<DeadLetters>
  },
})
