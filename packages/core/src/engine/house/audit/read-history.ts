/** Reads how one record came to be what it is. */
import { z } from 'zod'
import { operation } from '../../operation.ts'
import { auditChanges, auditCommands } from '../../records.ts'

const inputSchema = z.strictObject({
  /** The table, such as `orders`. */
  table: z.string().min(1).max(60),
  recordId: z.string().min(1).max(500),
  limit: z.int().min(1).max(1000).default(100),
  cursor: z.string().max(2000).optional(),
})

const changeSchema = z.object({
  commandId: z.string(),
  operation: z.string(),
  actor: z.string(),
  branch: z.string(),
  at: z.string(),
  kind: z.enum(['insert', 'update', 'delete']),
  /** What the changed members were; money as text of minor units. */
  before: z.record(z.string(), z.json()).nullable(),
  after: z.record(z.string(), z.json()).nullable(),
})

const outputSchema = z.object({ items: z.array(changeSchema), next: z.string().nullable() })

export interface ReadHistory extends z.input<typeof inputSchema> {}
/** One change of one record, with who made it. */
export interface AuditedChange extends z.output<typeof changeSchema> {}
export interface RecordHistory extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ReadHistory> = inputSchema
const output: z.ZodType<RecordHistory> = outputSchema

export const readHistory = operation({
  name: 'audit.history',
  summary: 'Lists the changes of one record, oldest first: who, when, before and after.',
  kind: 'query',
  input,
  output,
  async run(context, { table, recordId, limit, cursor }) {
    const page = await context.store.page(auditChanges, {
      where: { tableName: table, recordId },
      orderBy: ['commandId', 'sequence'],
      limit,
      cursor,
    })
    const ids = [...new Set(page.items.map((change) => change.commandId))]
    const heads = await context.store.find(auditCommands, { where: { id: { in: ids } }, limit: 'all' })
    const byId = new Map(heads.map((command) => [command.id, command]))
    const items = page.items.map((change) => {
      const command = byId.get(change.commandId)
      return {
        commandId: change.commandId,
        operation: command?.operation ?? '',
        actor: command?.actor ?? '',
        branch: command?.branch ?? '',
        at: command?.at ?? '',
        kind: change.kind,
        before: change.before,
        after: change.after,
      }
    })
    return { items, next: page.next } as RecordHistory
  },
})
