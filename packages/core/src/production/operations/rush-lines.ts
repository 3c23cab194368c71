import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import {
  changeDue,
  DayBeforeOrder,
  lineReferences,
  LineUnknown,
  OrderChanged,
  OrderClosed,
  OrderUnknown,
  promiseOrder,
} from '../../orders/index.ts'
import { CalendarClosed, FlowVersionUnknown, openFlowBook } from '../../stages/index.ts'
import { ProductionLineCancelled, ProductionOtherBranch, RushLevelUnknown } from '../errors.ts'
import { lineRushed } from '../events.ts'
import { hastenedDue } from '../hasten.ts'
import { holdProduction } from '../hold-production.ts'
import { changeStates, keepFact } from '../keep-fact.ts'
import { type RushList, presentRush, rushListSchema } from '../present-rush.ts'
import { productionSettings } from '../settings.ts'
import { dateText, reasonText } from '../shapes.ts'
import { productionRushes } from '../tables.ts'

const inputSchema = z.strictObject({
  lines: lineReferences,
  /** One of the setting `rushLevels`. */
  level: z.string().min(1).max(40),
  /** The day that is promised to the customer from now on, for the orders of the lines. */
  promisedDate: dateText.optional(),
  reason: reasonText.optional(),
})

export interface RushLines extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, RushLines> = inputSchema
const output: z.ZodType<RushList> = rushListSchema

/** Makes lines rush: what they wait for is due earlier, and what comes after it will be; what is to be sold for it is proposed. */
export const rushLines = operation({
  name: 'production.rush',
  summary: 'Makes 1 to 200 lines rush, at a level of the settings.',
  kind: 'command',
  input,
  output,
  errors: [
    OrderUnknown,
    OrderClosed,
    OrderChanged,
    DayBeforeOrder,
    LineUnknown,
    ProductionOtherBranch,
    ProductionLineCancelled,
    RushLevelUnknown,
    FlowVersionUnknown,
    CalendarClosed,
  ],
  async run(context, { lines, level: code, promisedDate, reason: note }) {
    const { rushLevels } = await context.settings(productionSettings)
    const level = rushLevels.find((one) => one.code === code)
    if (level === undefined) {
      throw RushLevelUnknown.create({ level: code, known: rushLevels.map((one) => one.code) })
    }
    let held = await holdProduction(context, lines)
    if (promisedDate !== undefined) {
      for (const orderId of new Set(lines.map((line) => line.orderId))) {
        await context.run(promiseOrder, { orderId, promisedDate })
      }
      held = await holdProduction(context, lines)
    }
    const { store } = context
    const book = await openFlowBook(context)
    const flowOf = await book.walked(held.wanted.map(({ line }) => line))
    const standing = await store.find(productionRushes, {
      where: { lineId: { in: lines.map(({ lineId }) => lineId) }, endedAt: null },
      limit: 'all',
    })
    // Another level takes the place of the one before; what was sold for that stays sold.
    await store.updateAll(productionRushes, standing, { endedAt: context.now })
    const dues = held.wanted.map(({ order, line }) => {
      const lead = flowOf(line).pending(line.stage)?.lead ?? null
      const days = { entered: line.stageDate, shoot: line.shootDate, promised: order.promisedDate }
      return { line, due: hastenedDue(lead, level, days, book.calendar(order.branch)) }
    })
    await changeDue(context, dues, note ?? null)
    await changeStates(
      context,
      held.wanted.map(({ line }) => ({ line, state: held.state(line.id), set: { rush: code } })),
    )
    const rushes = dues.map(({ line, due }) => {
      const rush = store.insert(productionRushes, {
        id: context.newId(),
        ...{ branch: line.branch, orderId: line.orderId, lineId: line.id, level: code },
        ...{ startedAt: context.now, startedBy: context.actor, endedAt: null },
        ...{ chargeItem: level.feeItem, chargeLineId: null },
      })
      keepFact(context, { line, kind: 'rushStarted', subjectId: rush.id, content: { level: code, due }, note })
      context.emit(lineRushed, { orderId: line.orderId, lineId: line.id, rushId: rush.id, level: code, due })
      return presentRush(rush, due)
    })
    return { rushes }
  },
})
