/** Says who does what lines wait for, or by when. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { LineMovedOn, LineUnknown, OrderUnknown, SideStateRefused } from '../errors.ts'
import { orderLinesAssigned } from '../events.ts'
import { holdLines, lineReferences } from '../hold-lines.ts'
import { idText } from '../line-input.ts'
import { type MovedLines, movedLinesSchema, presentMoved } from '../present-moved.ts'
import { requireStage } from '../require-stage.ts'
import { writeChanges } from '../stage-changes.ts'
import { byOrder } from '../by-order.ts'
import { stageName } from '../../stages/index.ts'

const inputSchema = z
  .strictObject({
    lines: lineReferences,
    /** The stage in which they all are, to be refused where somebody was faster. */
    from: stageName.optional(),
    /** Who does it; null for nobody yet. */
    assigneeId: idText.nullable().optional(),
    /** By when it is due. */
    due: z.iso.date().optional(),
    /** Never personal data. */
    note: z.string().trim().min(1).max(500).optional(),
  })
  .refine(({ assigneeId, due }) => assigneeId !== undefined || due !== undefined, {
    message: 'must give an assigneeId, a due date or both',
  })

export interface AssignLines extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, AssignLines> = inputSchema
const output: z.ZodType<MovedLines> = movedLinesSchema

export const assign = operation({
  name: 'orders.assign',
  summary: 'Assigns what 1 to 200 lines wait for to somebody, or sets by when it is due.',
  kind: 'command',
  input,
  output,
  errors: [OrderUnknown, LineUnknown, LineMovedOn, SideStateRefused],
  async run(context, { lines, from, assigneeId, due, note = null }) {
    const held = await holdLines(context, lines)
    for (const { order, line } of held.wanted) {
      if (from !== undefined) requireStage({ order, line }, from)
      if (line.nextStage !== null) continue
      const { stage } = line
      throw SideStateRefused.create({ number: order.number, line: line.line, stage, action: 'assigned', allowed: [] })
    }
    const set = {
      ...(assigneeId === undefined ? {} : { assigneeId }),
      ...(due === undefined ? {} : { stageDue: due }),
    }
    const changed = await writeChanges(
      context,
      held.wanted.map(({ line }) => ({
        ...set,
        line,
        kind: 'assigned' as const,
        set,
        department: line.department,
        note,
      })),
    )
    if (assigneeId !== undefined) {
      for (const { order, lineIds } of byOrder(held.wanted)) {
        const { id: orderId, customerId, currency } = order
        context.emit(orderLinesAssigned, { orderId, customerId, currency, lineIds, assigneeId })
      }
    }
    return presentMoved(held.wanted, { changed, orders: new Map(held.orders.map((order) => [order.id, order])) })
  },
})
