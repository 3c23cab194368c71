/** Takes records of work back: by records with the opposite numbers, dated today, so that what was paid for is found again. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { WorkReversed, WorkUnknown } from '../errors.ts'
import { idText } from '../line-input.ts'
import { presentWork } from '../present-work.ts'
import { reverseWork as takeBack } from '../record-work.ts'
import { orders, ordersWork } from '../tables.ts'
import { type WorkList, workListSchema } from './record-work.ts'

const inputSchema = z.strictObject({
  workIds: z
    .array(idText)
    .min(1)
    .max(200)
    .refine((ids) => new Set(ids).size === ids.length, 'must name each record once'),
  /** Why. Never personal data. */
  reason: z.string().trim().min(1).max(500),
})

export interface ReverseWork extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ReverseWork> = inputSchema
const output: z.ZodType<WorkList> = workListSchema

export const reverseWork = operation({
  name: 'orders.reverseWork',
  summary: 'Takes 1 to 200 records of work back, for a correction.',
  kind: 'command',
  input,
  output,
  errors: [WorkUnknown, WorkReversed],
  async run(context, { workIds, reason }) {
    const { store } = context
    const named = await store.find(ordersWork, { where: { id: { in: workIds } }, limit: 'all' })
    const byId = new Map(named.map((row) => [row.id, row]))
    const missing = workIds.filter((workId) => !byId.has(workId))
    if (missing.length > 0) throw WorkUnknown.create({ workIds: missing })
    // Whoever takes work back holds its order, as a move does that takes a line back.
    const orderIds = [...new Set(named.map((row) => row.orderId))].sort()
    await store.findForUpdate(orders, { where: { id: { in: orderIds } }, orderBy: ['id'], limit: 'all' })
    const found = await store.find(ordersWork, { where: { reversesId: { in: workIds } }, limit: 'all' })
    const reversed = new Set(found.map((row) => row.reversesId))
    const rows = workIds.flatMap((workId) => byId.get(workId) ?? [])
    for (const { id, reversesId } of rows) {
      if (reversesId !== null || reversed.has(id)) throw WorkReversed.create({ workId: id })
    }
    return { items: takeBack(context, rows, reason).map(presentWork) }
  },
})
