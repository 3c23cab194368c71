/** Reads how an order came to be what it is: the versions of it and of its lines, from the audit. */
import { z } from 'zod'
import type { QueryContext } from '../../engine/context.ts'
import { operation } from '../../engine/operation.ts'
import { auditChanges, auditCommands } from '../../engine/records.ts'
import type { Json } from '../../values/json.ts'
import { OrderUnknown } from '../errors.ts'
import { idText } from '../line-input.ts'
import { openFlowBook } from '../../stages/index.ts'
import { linesEver } from '../lines-ever.ts'
import { mergedIn, mergesAmong } from '../merges-told.ts'
import { moneyOf } from '../open-order.ts'
import { stageTitles, type TitleOf } from '../stage-titles.ts'
import { type OrderLineRow, orders, ordersCancellations, ordersLines } from '../tables.ts'
import { type ChangedLine, type ChangedRecord, tellingKinds, tellVersion } from '../tell-version.ts'

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

const tellingSchema = z.object({
  kind: z.enum(tellingKinds),
  /** The number of the line, where it is about one. */
  line: z.number().nullable(),
  words: z.object({ zh: z.string(), en: z.string() }),
  /** What it is about in money, before and after; null where it is not about money. */
  amountBefore: z.string().nullable(),
  amount: z.string().nullable(),
})

const versionSchema = z.object({
  /** The revision that it made: read the order as it was with orders.version. Null where it made none. */
  revision: z.number().nullable(),
  /** What happened, in words of the trade. */
  happened: z.array(tellingSchema),
  /** What the order cost before and after; null where that stayed. */
  totalBefore: z.string().nullable(),
  total: z.string().nullable(),
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
  summary:
    'Lists the versions of an order, oldest first: who, when, what happened in words, and what of the order and its lines changed.',
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
    const lines = await linesEver(context, order)
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
    const changedOf = (commandId: string) => changesOf.get(commandId) ?? []
    const kept = await keptBy(context, orderId, [...changesOf.values()].flat())
    const merges = await mergesAmong(context, orderId, commands)
    const titleOf = stageTitles(await openFlowBook(context))
    const versions = commandIds.map((commandId) => {
      const changes = changedOf(commandId)
      const own = changes.filter(({ record }) => record === 'order')
      const revision = lastRevision(own)
      const forfeited = revision === null ? undefined : kept.get(revision)
      const shownMoney = (minor: unknown): string | null =>
        typeof minor === 'string' ? moneyOf(order, BigInt(minor)).toString() : null
      const totals = own.filter(({ after }) => membersOf(after).total !== undefined)
      return {
        revision,
        happened: tellVersion({
          currency: order.currency,
          order: recordOf(own),
          lines: linesOf(changes, byId, titleOf),
          forfeited: forfeited === undefined ? null : moneyOf(order, forfeited).toString(),
          merged: mergedIn(merges, head.get(commandId)),
        }).map((told) => ({ ...told, words: { ...told.words } })),
        totalBefore: shownMoney(membersOf(totals[0]?.before).total),
        total: shownMoney(membersOf(totals.at(-1)?.after).total),
        commandId,
        operation: head.get(commandId)?.operation ?? '',
        actor: head.get(commandId)?.actor ?? '',
        branch: head.get(commandId)?.branch ?? '',
        at: head.get(commandId)?.at ?? '',
        changes,
      }
    })
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

/** Several lines that one statement moved, as the audit of an earlier release has it: the time of their stage tells which they were. */
function linesOfMany(lines: readonly OrderLineRow[], after: Json | null): OrderLineRow[] {
  const moved = after as { readonly stage?: string; readonly stageChangedAt?: string } | null
  return lines.filter((line) => line.stage === moved?.stage && line.stageChangedAt === moved.stageChangedAt)
}

type Members = Readonly<Record<string, Json | undefined>>
const membersOf = (given: unknown): Members => (given ?? {}) as Members

/** What cancellations among the changes kept, by the revision that they made. One statement; none where nothing was cancelled. */
async function keptBy(
  context: QueryContext,
  orderId: string,
  changes: readonly Change[],
): Promise<ReadonlyMap<number, bigint>> {
  if (!changes.some(({ after }) => membersOf(after).progress === 'cancelled')) return new Map()
  const rows = await context.store.find(ordersCancellations, { where: { orderId }, limit: 'all' })
  return new Map(rows.filter(({ forfeited }) => forfeited > 0n).map((row) => [row.revision, row.forfeited]))
}

function lastRevision(own: readonly Change[]): number | null {
  const made = own.flatMap(({ after }) =>
    typeof membersOf(after).revision === 'number' ? [membersOf(after).revision] : [],
  )
  return (made.at(-1) ?? null) as number | null
}

/** Several changes of one record in one command, told as one. */
function recordOf(changes: readonly Change[]): ChangedRecord | null {
  const [first] = changes
  if (first === undefined) return null
  const before = Object.assign({}, ...[...changes].reverse().map((change) => membersOf(change.before))) as Members
  const after = Object.assign({}, ...changes.map((change) => membersOf(change.after))) as Members
  return { kind: first.kind, before, after }
}

function linesOf(changes: readonly Change[], byId: ReadonlyMap<string, OrderLineRow>, titleOf: TitleOf): ChangedLine[] {
  const ids = [...new Set(changes.filter(({ record }) => record === 'line').map(({ id }) => id))]
  return ids.flatMap((id) => {
    const row = byId.get(id)
    const record = recordOf(changes.filter((change) => change.record === 'line' && change.id === id))
    if (row === undefined || record === null) return []
    return [
      { ...record, line: row.line, name: row.name, amount: row.amount, titleOf: (stage) => titleOf(row.flow, stage) },
    ]
  })
}
