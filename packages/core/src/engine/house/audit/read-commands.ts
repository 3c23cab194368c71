/** Reads what was done: one row a command. */
import { z } from 'zod'
import { present } from '../../../storage/filter.ts'
import { operation } from '../../operation.ts'
import { auditCommands } from '../../records.ts'

const inputSchema = z.strictObject({
  operation: z.string().max(100).optional(),
  actor: z.string().max(200).optional(),
  branch: z.string().max(40).optional(),
  correlationId: z.string().max(200).optional(),
  /** Instants: from (inclusive) and to (exclusive). */
  from: z.iso.datetime({ precision: 3 }).optional(),
  to: z.iso.datetime({ precision: 3 }).optional(),
  limit: z.int().min(1).max(1000).default(50),
  cursor: z.string().max(2000).optional(),
})

const commandSchema = z.object({
  id: z.string(),
  operation: z.string(),
  parts: z.array(z.string()),
  branch: z.string(),
  actor: z.string(),
  at: z.string(),
  correlationId: z.string(),
  idempotencyKey: z.string().nullable(),
})

const outputSchema = z.object({ items: z.array(commandSchema), next: z.string().nullable() })

export interface ReadCommands extends z.input<typeof inputSchema> {}
/** One command as the audit keeps it. */
export interface AuditedCommand extends z.output<typeof commandSchema> {}
export interface AuditedCommands extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ReadCommands> = inputSchema
const output: z.ZodType<AuditedCommands> = outputSchema

export const readCommands = operation({
  name: 'audit.commands',
  summary: 'Lists the commands that were carried out, newest first.',
  kind: 'query',
  input,
  output,
  async run(context, given) {
    const { from, to, limit, cursor, ...fixed } = given
    const at = present({ gte: from, lt: to })
    const page = await context.store.page(auditCommands, {
      where: { ...present(fixed), ...(Object.keys(at).length > 0 ? { at } : {}) },
      orderBy: ['-id'],
      limit,
      cursor,
    })
    return { ...page, items: page.items.map((command) => ({ ...command, parts: command.parts as string[] })) }
  },
})
