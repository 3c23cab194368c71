/** Lets held lines go on. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { FlowVersionUnknown, openFlowBook } from '../../stages/index.ts'
import { byOrder } from '../by-order.ts'
import { LineUnknown, OrderUnknown, SideStateRefused } from '../errors.ts'
import { orderLinesReleased } from '../events.ts'
import { holdLines, lineReferences } from '../hold-lines.ts'
import { type MovedLines, movedLinesSchema, presentMoved } from '../present-moved.ts'
import { writeChanges, writeStatuses } from '../stage-changes.ts'

const inputSchema = z.strictObject({
  lines: lineReferences,
  /** By when what they wait for is due now; as before unless told. */
  due: z.iso.date().optional(),
  /** Never personal data. */
  note: z.string().trim().min(1).max(500).optional(),
})

export interface ReleaseLines extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ReleaseLines> = inputSchema
const output: z.ZodType<MovedLines> = movedLinesSchema

export const release = operation({
  name: 'orders.release',
  summary: 'Lets 1 to 200 held lines go on.',
  kind: 'command',
  input,
  output,
  errors: [OrderUnknown, LineUnknown, SideStateRefused, FlowVersionUnknown],
  async run(context, { lines, due, note = null }) {
    const held = await holdLines(context, lines)
    const book = await openFlowBook(context)
    const flowOf = await book.walked(held.wanted.map(({ line }) => line))
    const changes = held.wanted.map(({ order, line }) => {
      if (line.hold === null) {
        const { stage } = line
        throw SideStateRefused.create({ number: order.number, line: line.line, stage, action: 'released', allowed: [] })
      }
      const turn = flowOf(line).pending(line.stage)?.turn ?? null
      const set = { hold: null, turn, ...(due === undefined ? {} : { stageDue: due }) }
      return { line, kind: 'released' as const, set, cause: line.hold, note }
    })
    const changed = await writeChanges(context, changes)
    const orders = await writeStatuses(
      context,
      held.orders.map((order) => ({ order, lines: held.linesOf(order.id, changed) })),
    )
    for (const { order, lineIds } of byOrder(held.wanted)) {
      const { id: orderId, customerId, currency } = order
      context.emit(orderLinesReleased, { orderId, customerId, currency, lineIds })
    }
    return presentMoved(held.wanted, { changed, orders })
  },
})
