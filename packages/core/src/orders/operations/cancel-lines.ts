/** Cancels several lines of an order at once; the rest goes on. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import {
  cancelSoldLines,
  lineCancellationSchema,
  lineCancellationShape,
  type LinesCancelled,
} from '../cancel-sold-lines.ts'
import { lineCancellationErrors } from '../cancellation-errors.ts'
import { idText, mostLines } from '../line-input.ts'

const inputSchema = z.strictObject({
  ...lineCancellationShape,
  /** Ids of lines. */
  lines: z.array(idText).min(1).max(mostLines),
})

export interface CancelLines extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, CancelLines> = inputSchema
const output: z.ZodType<LinesCancelled> = lineCancellationSchema

export const cancelLinesTogether = operation({
  name: 'orders.cancelLines',
  summary:
    'Cancels lines that were not picked up, as orders.cancelLine cancels one; what is kept is worked out over all of them.',
  kind: 'command',
  input,
  output,
  errors: lineCancellationErrors,
  run: (context, { lines, ...terms }) => cancelSoldLines(context, [...new Set(lines)], terms),
})
