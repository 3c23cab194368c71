/** Tries a flow without saving it. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { flowFaults } from '../check-flow.ts'
import { FlowInvalid } from '../errors.ts'
import { openFlowBook } from '../flow-book.ts'
import type { FlowDefinition } from '../flow-definition.ts'
import { readFlowData } from '../registries.ts'

const inputSchema = z.strictObject({
  definition: z.custom<FlowDefinition>((value) => typeof value === 'object' && value !== null && 'stages' in value, {
    message: 'must be a flow with its stages',
  }),
})

const outputSchema = z.object({
  sound: z.boolean(),
  /** Every rule that it breaks, with the stage that breaks it; null where it is the flow as a whole. */
  faults: z.array(z.object({ stage: z.string().nullable(), rule: z.string() })),
})

export interface CheckFlow extends z.input<typeof inputSchema> {}
export interface FlowJudged extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, CheckFlow> = inputSchema
const output: z.ZodType<FlowJudged> = outputSchema

export const checkFlow = operation({
  name: 'stages.checkFlow',
  summary: 'Names every rule that a flow breaks, without saving it.',
  kind: 'query',
  input,
  output,
  errors: [FlowInvalid],
  async run(context, { definition }) {
    const { departments } = await openFlowBook(context)
    const faults = flowFaults(readFlowData(definition), new Set(departments.keys()))
    return { sound: faults.length === 0, faults }
  },
})
