/** Reads how an order came to be what it is: the versions of it and of its lines, from the audit. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { auditChanges, auditCommands } from '../../engine/records.ts'
import type { Json } from '../../values/json.ts'
import { OrderUnknown } from '../errors.ts'
import { idText } from '../line-input.ts'
import { type OrderLineRow, orders, ordersLines } from '../tables.ts'

const inputSchema = z.strictObject({
  orderId: idText,
  /** Versions of one page, oldest first. */
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
})

const changeSchema = z.object({
  record: z.enum(['order', 'line']),
  /** The number of the line, where it is one. */
  line: z.number().nullable(),
  id: z.string(),
  kind: z.enum(['insert', 'update', 'delete']),
  /** The members that changed, as they were and as they became; money as text of minor units. */
  before: z.json(),
  after: z.json(),
})

const versionSchema = z.object({
  commandId: z.string(),
  operation: z.string(),
  actor: z.string(),
  branch: z.string(),
  at: z.string(),
  changes: z.array(changeSchema),
})

const outputSchema = z.object({ versions: z.array(versionSchema), next: z.string().nullable() })

export interface ReadOrderHistory extends z.input<typeof inputSchema> {}
/** One change of an order: who made it, when, by which operation, and every record that it touched. */
export interface OrderVersion extends z.output<typeof versionSchema> {}
export interface OrderHistory extends z.output<typeof outputSchema> {}
type Change = z.output<typeof changeSchema>

const input: z.ZodType<z.output<typeof inputSchema>, ReadOrderHistory> = inputSchema
const output: z.ZodType<OrderHistory> = outputSchema

export const readOrderHistory = operation({
  name: 'orders.history',
  summary: 'Lists the versions of an order, oldest first: who, when, and what of the order and its lines changed.',
  kind: 'query',
  input,
  output,
  errors: [OrderUnknown],
  async run(context, { orderId, limit, cursor }) {
    const order = await context.store.get(orders, orderId)
    if (order === undefined) throw OrderUnknown.create({ orderId })
    // Every change raises the order's revision, so the changes of its own row are its versions.
    const page = await context.store.page(auditChanges, {
      where: { tableName: orders.name, recordId: orderId },
      orderBy: ['commandId', 'sequence'],
      limit,
      cursor,
    })
    const commandIds = [...new Set(page.items.map((change) => change.commandId))]
    const lines = await context.store.find(ordersLines, { where: { orderId }, orderBy: ['line'], limit: 'all' })
    const lineChanges = await context.store.find(auditChanges, {
      where: {
        commandId: { in: commandIds },
        tableName: ordersLines.name,
        recordId: { in: [...lines.map((line) => line.id), '*'] },
      },
      orderBy: ['commandId', 'sequence'],
      limit: 'all',
    })
    const commands = await context.store.find(auditCommands, { where: { id: { in: commandIds } }, limit: 'all' })
    const head = new Map(commands.map((command) => [command.id, command]))
    const byId = new Map(lines.map((line) => [line.id, line]))
    const changesOf = new Map<string, Change[]>(commandIds.map((id) => [id, []]))
    for (const change of page.items) {
      changesOf.get(change.commandId)?.push({ ...shown(change), record: 'order', line: null, id: orderId })
    }
    for (const change of lineChanges) {
      const touched = change.recordId === '*' ? linesOfMany(lines, change.after) : [byId.get(change.recordId)]
      for (const line of touched) {
        if (line === undefined) continue
        changesOf.get(change.commandId)?.push({ ...shown(change), record: 'line', line: line.line, id: line.id })
      }
    }
    const versions = commandIds.map((commandId) => ({
      commandId,
      operation: head.get(commandId)?.operation ?? '',
      actor: head.get(commandId)?.actor ?? '',
      branch: head.get(commandId)?.branch ?? '',
      at: head.get(commandId)?.at ?? '',
      changes: changesOf.get(commandId) ?? [],
    }))
    return { versions, next: page.next }
  },
})

function shown(change: { readonly kind: string; readonly before: Json | null; readonly after: Json | null }) {
  return {
    kind: change.kind as Change['kind'],
    before: change.before as Change['before'],
    after: change.after as Change['after'],
  }
}

/** Several lines that one statement moved: their stage, once left, never comes back, so its time tells which they were. */
function linesOfMany(lines: readonly OrderLineRow[], after: Json | null): OrderLineRow[] {
  const moved = after as { readonly stage?: string; readonly stageChangedAt?: string } | null
  return lines.filter((line) => line.stage === moved?.stage && line.stageChangedAt === moved.stageChangedAt)
}
