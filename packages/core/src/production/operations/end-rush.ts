import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { changeDue, lineReferences, LineUnknown, OrderUnknown } from '../../orders/index.ts'
import { CalendarClosed, dueDate, FlowVersionUnknown, openFlowBook } from '../../stages/index.ts'
import { ProductionLineCancelled, ProductionOtherBranch, RushNone } from '../errors.ts'
import { lineRushed } from '../events.ts'
import { holdProduction } from '../hold-production.ts'
import { changeStates, keepFact } from '../keep-fact.ts'
import { type RushList, presentRush, rushListSchema } from '../present-rush.ts'
import { reasonText } from '../shapes.ts'
import { productionRushes } from '../tables.ts'

const inputSchema = z.strictObject({ lines: lineReferences, reason: reasonText })

export interface EndRush extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, EndRush> = inputSchema
const output: z.ZodType<RushList> = rushListSchema

/** Takes rush back: what lines wait for is due as usual. What was sold for it is taken back by the orders. */
export const endRush = operation({
  name: 'production.endRush',
  summary: 'Takes the rush of 1 to 200 lines back.',
  kind: 'command',
  input,
  output,
  errors: [
    OrderUnknown,
    LineUnknown,
    ProductionOtherBranch,
    ProductionLineCancelled,
    RushNone,
    FlowVersionUnknown,
    CalendarClosed,
  ],
  async run(context, { lines, reason: note }) {
    const { store } = context
    const held = await holdProduction(context, lines)
    for (const { order, line } of held.wanted) {
      if (held.state(line.id)?.rush == null) throw RushNone.create({ number: order.number, line: line.line })
    }
    const book = await openFlowBook(context)
    const flowOf = await book.walked(held.wanted.map(({ line }) => line))
    const standing = await store.find(productionRushes, {
      where: { lineId: { in: lines.map(({ lineId }) => lineId) }, endedAt: null },
      limit: 'all',
    })
    const dues = held.wanted.map(({ order, line }) => {
      const lead = flowOf(line).pending(line.stage)?.lead ?? null
      const days = { entered: line.stageDate, shoot: line.shootDate, promised: order.promisedDate }
      return { line, due: dueDate(lead, days, book.calendar(order.branch)) }
    })
    await changeDue(context, dues, note)
    await changeStates(
      context,
      held.wanted.map(({ line }) => ({ line, state: held.state(line.id), set: { rush: null } })),
    )
    const dueOf = new Map(dues.map(({ line, due }) => [line.id, due]))
    const after = await store.updateAll(productionRushes, standing, { endedAt: context.now })
    const rushes = after.map((rush) => {
      const due = dueOf.get(rush.lineId) ?? null
      const { orderId, lineId, id: rushId } = rush
      const { line } = held.of(lineId)
      keepFact(context, { line, kind: 'rushEnded', subjectId: rushId, content: { level: rush.level, due }, note })
      context.emit(lineRushed, { orderId, lineId, rushId, level: null, due })
      return presentRush(rush, due)
    })
    return { rushes }
  },
})
