/** Records work of a stage that a line has reached, beside what was recorded with the move: what was forgotten, or what a correction puts right. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { FlowVersionUnknown, openFlowBook, stageName, StageUnknown } from '../../stages/index.ts'
import { LineUnknown, OrderUnknown, StageUnreached, WorkInvalid } from '../errors.ts'
import { holdLines } from '../hold-lines.ts'
import { idText } from '../line-input.ts'
import { presentWork, workSchema } from '../present-work.ts'
import { recordWork as keepWork } from '../record-work.ts'
import { workInputs, workShares } from '../work-shares.ts'

const inputSchema = z.strictObject({
  orderId: idText,
  lineId: idText,
  stage: stageName,
  work: workInputs,
})

export const workListSchema = z.object({ items: z.array(workSchema) })

export interface RecordWork extends z.input<typeof inputSchema> {}
export interface WorkList extends z.output<typeof workListSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, RecordWork> = inputSchema
const output: z.ZodType<WorkList> = workListSchema

export const recordWork = operation({
  name: 'orders.recordWork',
  summary: 'Records who did a stage that a line has reached; for corrections, after what was wrong was taken back.',
  kind: 'command',
  input,
  output,
  errors: [OrderUnknown, LineUnknown, StageUnknown, StageUnreached, WorkInvalid, FlowVersionUnknown],
  async run(context, { orderId, lineId, stage, work }) {
    const people = workShares(work)
    const held = await holdLines(context, [{ orderId, lineId }])
    const book = await openFlowBook(context)
    const flowOf = await book.walked(held.wanted.map(({ line }) => line))
    const done = held.wanted.map(({ order, line }) => {
      const flow = flowOf(line)
      const { department } = flow.stage(stage)
      const reached = line.progress !== 'cancelled' && (line.stage === stage || flow.leads(stage, line.stage))
      if (!reached) throw StageUnreached.create({ number: order.number, line: line.line, stage })
      return { line, changeId: null, stage, department, people }
    })
    return { items: (await keepWork(context, done)).map(presentWork) }
  },
})
