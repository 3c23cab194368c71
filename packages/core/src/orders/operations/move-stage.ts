/** Moves lines to a stage: the one way for everything but being picked up, cancelled or done again. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import {
  CalendarClosed,
  ChecksOpen,
  FlowVersionUnknown,
  StageMoveRefused,
  stageName,
  StageUnknown,
} from '../../stages/index.ts'
import {
  LineFieldMissing,
  LineHeld,
  LineMovedOn,
  LineUnknown,
  OrderUnknown,
  ReasonMissing,
  StageByPickup,
  WorkInvalid,
} from '../errors.ts'
import { holdLines, lineReferences } from '../hold-lines.ts'
import { idText } from '../line-input.ts'
import { moveLines } from '../move-lines.ts'
import { type MovedLines, movedLinesSchema, presentMoved } from '../present-moved.ts'
import { requireStage } from '../require-stage.ts'
import { workInputs, workShares } from '../work-shares.ts'

const inputSchema = z.strictObject({
  /** 1 to 200 lines, of any orders. */
  lines: lineReferences,
  /** The stage in which they all are: who was slower than somebody else is refused. */
  from: stageName,
  /** The usual next stage of each unless told. An earlier one takes them back, which needs `orders.moveBack` and a reason. */
  to: stageName.optional(),
  /** Why it goes back, or past stages that everybody needs. Never personal data. */
  reason: z.string().trim().min(1).max(500).optional(),
  /** Answers to the checks of the stage. */
  checks: z.record(z.string().max(40), z.union([z.string().max(500), z.number(), z.boolean()])).optional(),
  /** What came of it, where the stage asks. */
  result: z.string().max(40).optional(),
  /** Who did it, for each of the lines; who was to do it, or else the actor, unless told. Nobody where another than the studio had to act. */
  work: workInputs.optional(),
  /** Who does what comes next. */
  assigneeId: idText.optional(),
  /** By when that is due; by its lead time unless told. */
  due: z.iso.date().optional(),
  /**
   * The day of the shoot, planned or done; today where the stage is the shoot. Needed for stages that demand it, such as
   * `scheduled`, unless the line has one.
   */
  shootDate: z.iso.date().optional(),
})

export interface MoveStage extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, MoveStage> = inputSchema
const output: z.ZodType<MovedLines> = movedLinesSchema

export const moveStage = operation({
  name: 'orders.moveStage',
  summary: 'Moves 1 to 200 lines from one stage to another, and records who did what of it.',
  kind: 'command',
  input,
  output,
  errors: [
    OrderUnknown,
    LineUnknown,
    LineMovedOn,
    LineHeld,
    StageUnknown,
    StageMoveRefused,
    StageByPickup,
    LineFieldMissing,
    ReasonMissing,
    ChecksOpen,
    WorkInvalid,
    FlowVersionUnknown,
    CalendarClosed,
  ],
  async run(context, { lines, from, work, ...wanted }) {
    const given = work === undefined ? undefined : workShares(work)
    const held = await holdLines(context, lines)
    for (const one of held.wanted) requireStage(one, from)
    const { changed, orders } = await moveLines(context, held, { ...wanted, work: given })
    return presentMoved(held.wanted, { changed, orders })
  },
})
