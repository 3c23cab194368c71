/** Sends lines back to be worked on again (返工). */
import type { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { CalendarClosed, FlowVersionUnknown, StageUnknown } from '../../stages/index.ts'
import { LineFieldMissing, LineHeld, LineMovedOn, LineUnknown, OrderUnknown, SideStateRefused } from '../errors.ts'
import { type MovedLines, movedLinesSchema } from '../present-moved.ts'
import { redoInput, redoLines } from '../redo-lines.ts'

export interface StartRework extends z.input<typeof redoInput> {}

const input: z.ZodType<z.output<typeof redoInput>, StartRework> = redoInput
const output: z.ZodType<MovedLines> = movedLinesSchema

export const startRework = operation({
  name: 'orders.startRework',
  summary: 'Sends 1 to 200 lines back to be worked on again, with the cause and who pays.',
  kind: 'command',
  input,
  output,
  errors: [
    OrderUnknown,
    LineUnknown,
    LineMovedOn,
    LineHeld,
    SideStateRefused,
    LineFieldMissing,
    StageUnknown,
    FlowVersionUnknown,
    CalendarClosed,
  ],
  run: (context, wanted) => redoLines(context, 'rework', wanted),
})
