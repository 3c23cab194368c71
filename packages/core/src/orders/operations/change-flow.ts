/** Moves lines over to another flow, or to the version of theirs that is in force. */
import { z } from 'zod'
import type { CommandContext } from '../../engine/context.ts'
import { operation } from '../../engine/operation.ts'
import {
  CalendarClosed,
  FlowUnknown,
  openFlowBook,
  stageName,
  StageMoveRefused,
  StageUnknown,
} from '../../stages/index.ts'
import { announceMoves } from '../announce-moves.ts'
import { LineFieldMissing, LineNotChangeable, LineUnknown, OrderUnknown } from '../errors.ts'
import { holdLines, type LineReference, lineReferences, mostMoved } from '../hold-lines.ts'
import { reflowed, reflowing } from '../reflow.ts'
import { dueByHook, writeChanges, writeStatuses } from '../stage-changes.ts'
import { stageMoving } from '../stage-moving.ts'
import { ordersLines } from '../tables.ts'

const inputSchema = z
  .strictObject({
    /** The flow that they shall walk, in the version in force. */
    flow: z.string().min(1).max(40),
    /** The lines; unless told, a page of those that walk another version of the flow. */
    lines: lineReferences.optional(),
    /** Where lines go whose stage the flow does not have: their stage, and the one in its place. */
    stages: z.record(stageName, stageName).default({}),
    limit: z.int().min(1).max(mostMoved).default(mostMoved),
    cursor: z.string().max(2000).optional(),
  })
  .refine(({ lines, cursor }) => lines === undefined || cursor === undefined, {
    message: 'goes through all lines page by page, or names them: not both',
  })

const outputSchema = z.object({
  flow: z.string(),
  version: z.string(),
  moved: z.number(),
  /** Where the next page begins; null after the last one. */
  next: z.string().nullable(),
})

export interface ChangeFlow extends z.input<typeof inputSchema> {}
export interface FlowChangedOver extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ChangeFlow> = inputSchema
const output: z.ZodType<FlowChangedOver> = outputSchema

export const changeFlow = operation({
  name: 'orders.changeFlow',
  summary:
    'Moves lines under way over to a flow in the version in force: those named, or page by page all of other versions.',
  kind: 'command',
  input,
  output,
  errors: [
    OrderUnknown,
    LineUnknown,
    LineNotChangeable,
    LineFieldMissing,
    FlowUnknown,
    StageUnknown,
    StageMoveRefused,
    CalendarClosed,
  ],
  async run(context, { flow: name, lines, stages, limit, cursor }) {
    const book = await openFlowBook(context)
    const flow = book.inForce(name)
    const { references, next } =
      lines === undefined
        ? await pageOfOthers(context, { flow: name, version: flow.version, limit, cursor })
        : { references: lines, next: null }
    if (references.length === 0) return { flow: name, version: flow.version, moved: 0, next }
    const held = await holdLines(context, references)
    // What was moved over, cancelled or finished since the page was read is passed over; what a caller names is refused.
    const open = held.wanted.filter(({ order, line }) => {
      if (line.nextStage !== null) return lines !== undefined || line.flowVersion !== flow.version
      if (lines === undefined) return false
      const { stage } = line
      throw LineNotChangeable.create({ number: order.number, line: line.line, stage, action: 'change the flow of' })
    })
    const formerOf = await book.walked(
      open.map(({ line }) => line),
      flow,
    )
    const planned = open.map(({ order, line }) => {
      const stage = flow.has(line.stage) ? line.stage : (stages[line.stage] ?? line.stage)
      const set = reflowed({ order, line }, flow, stage, book.calendar(order.branch))
      const moving = reflowing({ order, line }, stage, { flow, former: formerOf(line) })
      return { moving, change: { line, kind: 'reflowed' as const, set, note: `to ${name} ${flow.version}` } }
    })
    const moves = planned.map(({ moving }) => moving)
    if (moves.length > 0) await context.raise(stageMoving, { moves })
    const changed = await writeChanges(
      context,
      planned.map(({ moving, change }) => dueByHook(change, moving)),
    )
    const orders = await writeStatuses(
      context,
      held.orders.map((order) => ({ order, lines: held.linesOf(order.id, changed) })),
    )
    announceMoves(context, moves, { changed, orders })
    return { flow: name, version: flow.version, moved: open.length, next }
  },
})

async function pageOfOthers(
  context: CommandContext,
  of: { readonly flow: string; readonly version: string; readonly limit: number; readonly cursor: string | undefined },
): Promise<{ readonly references: readonly LineReference[]; readonly next: string | null }> {
  const page = await context.store.page(ordersLines, {
    where: { flow: of.flow, flowVersion: { ne: of.version }, department: { ne: null } },
    orderBy: ['id'],
    limit: of.limit,
    cursor: of.cursor,
  })
  return { references: page.items.map(({ orderId, id }) => ({ orderId, lineId: id })), next: page.next }
}
