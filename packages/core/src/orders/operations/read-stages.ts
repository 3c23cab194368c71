/** The way of an order: everything that happened to its lines, oldest first, and who did what. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { ledgerCommitments, orderIdsOf } from '../../ledger/index.ts'
import { turns } from '../../stages/index.ts'
import { OrderUnknown } from '../errors.ts'
import { idText } from '../line-input.ts'
import { presentWork, type WorkShown, workSchema } from '../present-work.ts'
import { changeKinds } from '../stage-changes.ts'
import { orders, ordersStageChanges, ordersWork, type StageChangeRow } from '../tables.ts'

const inputSchema = z.strictObject({
  orderId: idText,
  /** Changes of one page, oldest first. */
  limit: z.int().min(1).max(500).default(100),
  cursor: z.string().max(2000).optional(),
})

const answer = z.union([z.string(), z.number(), z.boolean()])

const changeSchema = z.object({
  id: z.string(),
  lineId: z.string(),
  kind: z.enum(changeKinds),
  flow: z.string(),
  flowVersion: z.string(),
  /** Where the line stood, since when, and who was waited for. */
  stage: z.string(),
  enteredAt: z.string(),
  turn: z.enum(turns).nullable(),
  /** Where it went; null where it stayed. */
  toStage: z.string().nullable(),
  at: z.string(),
  businessDate: z.string(),
  actor: z.string(),
  department: z.string().nullable(),
  assigneeId: z.string().nullable(),
  due: z.string().nullable(),
  skipped: z.array(z.string()),
  checks: z.record(z.string(), answer),
  result: z.string().nullable(),
  cause: z.string().nullable(),
  payer: z.string().nullable(),
  firstAuthors: z.array(z.object({ stage: z.string(), staffId: z.string() })),
  note: z.string().nullable(),
  /** Who did what of the stage that was reached, what was taken back included. */
  work: z.array(workSchema),
})

const outputSchema = z.object({ changes: z.array(changeSchema), next: z.string().nullable() })

export interface ReadStages extends z.input<typeof inputSchema> {}
/** One change of a line on its way. */
export interface StageChangeShown extends z.output<typeof changeSchema> {}
export interface StageHistory extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ReadStages> = inputSchema
const output: z.ZodType<StageHistory> = outputSchema

export const stages = operation({
  name: 'orders.stages',
  summary:
    'Lists what happened to the lines of an order on their way, oldest first: who, when, from where to where, and why.',
  kind: 'query',
  input,
  output,
  errors: [OrderUnknown],
  async run(context, { orderId, limit, cursor }) {
    const order = await context.store.get(orders, orderId)
    if (order === undefined) throw OrderUnknown.create({ orderId })
    const commitment = await context.store.get(ledgerCommitments, orderId)
    // What happened to lines before their order was merged into this one still bears its id.
    const ids = commitment === undefined ? [orderId] : orderIdsOf(commitment)
    const where = { orderId: { in: [...ids] } }
    const page = await context.store.page(ordersStageChanges, { where, orderBy: ['id'], limit, cursor })
    const lineIds = [...new Set(page.items.map(({ lineId }) => lineId))]
    const work = await context.store.find(ordersWork, {
      where: { lineId: { in: lineIds } },
      orderBy: ['id'],
      limit: 'all',
    })
    const ofChange = new Map<string, WorkShown[]>()
    for (const row of work) {
      if (row.changeId !== null) ofChange.set(row.changeId, [...(ofChange.get(row.changeId) ?? []), presentWork(row)])
    }
    return { changes: page.items.map((row) => shown(row, ofChange.get(row.id) ?? [])), next: page.next }
  },
})

function shown(row: StageChangeRow, work: WorkShown[]): StageChangeShown {
  return {
    id: row.id,
    lineId: row.lineId,
    kind: row.kind as StageChangeShown['kind'],
    flow: row.flow,
    flowVersion: row.flowVersion,
    stage: row.stage,
    enteredAt: row.enteredAt,
    turn: row.turn as StageChangeShown['turn'],
    toStage: row.toStage,
    at: row.at,
    businessDate: row.businessDate,
    actor: row.actor,
    department: row.department,
    assigneeId: row.assigneeId,
    due: row.stageDue,
    skipped: (row.skipped ?? []) as string[],
    checks: (row.checks ?? {}) as StageChangeShown['checks'],
    result: row.result,
    cause: row.cause,
    payer: row.payer,
    firstAuthors: (row.firstAuthors ?? []) as StageChangeShown['firstAuthors'],
    note: row.note,
    work,
  }
}
