/** One flow, and how it came to be what it is. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { FlowUnknown, FlowVersionUnknown } from '../errors.ts'
import { openFlowBook } from '../flow-book.ts'
import { flowName } from '../flow-definition.ts'
import { flowOutput, presentFlow } from '../shapes.ts'
import { stagesFlows } from '../tables.ts'

const inputSchema = z.strictObject({
  flow: flowName,
  /** The version in force unless told. */
  version: z.string().min(1).max(20).optional(),
})

const outputSchema = flowOutput.extend({
  /** The changes by the studio, the newest first. */
  changes: z.array(
    z.object({
      version: z.string(),
      /** Whether the studio gave its own up with this change. */
      withdrawn: z.boolean(),
      at: z.string(),
      actor: z.string(),
      note: z.string().nullable(),
    }),
  ),
})

export interface ReadFlow extends z.input<typeof inputSchema> {}
export interface FlowHistory extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ReadFlow> = inputSchema
const output: z.ZodType<FlowHistory> = outputSchema

export const flow = operation({
  name: 'stages.flow',
  summary: 'Reads a flow in the version in force or another, with every change that the studio made.',
  kind: 'query',
  input,
  output,
  errors: [FlowUnknown, FlowVersionUnknown],
  async run(context, { flow: name, version }) {
    const book = await openFlowBook(context)
    const walked = { flow: name, flowVersion: version ?? book.inForce(name).version }
    const shown = (await book.walked([walked]))(walked)
    const rows = await context.store.find(stagesFlows, {
      where: { flow: name },
      orderBy: ['-revision'],
      limit: 'all',
    })
    const changes = rows.map((row) => ({
      version: row.flowVersion,
      withdrawn: row.definition === null,
      at: row.at,
      actor: row.actor,
      note: row.note,
    }))
    return { ...presentFlow(shown), changes }
  },
})
