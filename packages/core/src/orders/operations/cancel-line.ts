/** Cancels one line of an order; the rest goes on. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import {
  cancelSoldLines,
  lineCancellationSchema,
  lineCancellationShape,
  type LinesCancelled,
} from '../cancel-sold-lines.ts'
import { lineCancellationErrors } from '../cancellation-errors.ts'
import { idText } from '../line-input.ts'

const inputSchema = z.strictObject({ ...lineCancellationShape, lineId: idText })

export interface CancelLine extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, CancelLine> = inputSchema
const output: z.ZodType<LinesCancelled> = lineCancellationSchema

export const cancelLine = operation({
  name: 'orders.cancelLine',
  summary:
    'Cancels a line that was not picked up; keeps what the policy says, and leaves or gives back what is then paid too much.',
  kind: 'command',
  input,
  output,
  errors: lineCancellationErrors,
  run: (context, { lineId, ...terms }) => cancelSoldLines(context, [lineId], terms),
})
