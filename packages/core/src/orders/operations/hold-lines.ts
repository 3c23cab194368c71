/** Holds lines where they are: nothing is done to them, and they are not handed over, until they are released. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { FlowVersionUnknown, openFlowBook } from '../../stages/index.ts'
import { byOrder } from '../by-order.ts'
import { LineHeld, LineUnknown, OrderUnknown, SideStateRefused } from '../errors.ts'
import { orderLinesHeld } from '../events.ts'
import { holdLines, lineReferences } from '../hold-lines.ts'
import { type MovedLines, movedLinesSchema, presentMoved } from '../present-moved.ts'
import { holdCauses, turnOfHold } from '../side-states.ts'
import { writeChanges, writeStatuses } from '../stage-changes.ts'

const inputSchema = z.strictObject({
  lines: lineReferences,
  /** What they wait for: `arrears`, or an answer of the `customer`, the `studio` or a `supplier`. */
  cause: z.enum(holdCauses),
  /** Never personal data. */
  note: z.string().trim().min(1).max(500).optional(),
})

export interface HoldLines extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, HoldLines> = inputSchema
const output: z.ZodType<MovedLines> = movedLinesSchema

export const hold = operation({
  name: 'orders.hold',
  summary: 'Holds 1 to 200 lines, for arrears or until somebody answers.',
  kind: 'command',
  input,
  output,
  errors: [OrderUnknown, LineUnknown, LineHeld, SideStateRefused, FlowVersionUnknown],
  async run(context, { lines, cause, note = null }) {
    const held = await holdLines(context, lines)
    const book = await openFlowBook(context)
    const flowOf = await book.walked(held.wanted.map(({ line }) => line))
    for (const { order, line } of held.wanted) {
      const of = { number: order.number, line: line.line }
      if (line.hold !== null) throw LineHeld.create({ ...of, cause: line.hold })
      if (line.nextStage !== null && flowOf(line).stage(line.stage).hold) continue
      throw SideStateRefused.create({ ...of, stage: line.stage, action: 'held', allowed: [] })
    }
    const set = { hold: cause, turn: turnOfHold(cause) }
    const changed = await writeChanges(
      context,
      held.wanted.map(({ line }) => ({ line, kind: 'held' as const, set, cause, note })),
    )
    const orders = await writeStatuses(
      context,
      held.orders.map((order) => ({ order, lines: held.linesOf(order.id, changed) })),
    )
    for (const { order, lineIds } of byOrder(held.wanted)) {
      const { id: orderId, customerId, currency } = order
      context.emit(orderLinesHeld, { orderId, customerId, currency, lineIds, cause })
    }
    return presentMoved(held.wanted, { changed, orders })
  },
})
