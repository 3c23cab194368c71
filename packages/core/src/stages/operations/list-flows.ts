/** The flows in force, and the departments. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { openFlowBook } from '../flow-book.ts'
import { departmentSchema } from '../flow-definition.ts'
import { flowOutput, presentFlow } from '../shapes.ts'

const inputSchema = z.strictObject({})
const outputSchema = z.object({ flows: z.array(flowOutput), departments: z.array(departmentSchema) })

export interface ListFlows extends z.input<typeof inputSchema> {}
export interface FlowList extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListFlows> = inputSchema
const output: z.ZodType<FlowList> = outputSchema

export const flows = operation({
  name: 'stages.flows',
  summary: 'Lists the flows as they are in force, and the departments.',
  kind: 'query',
  input,
  output,
  async run(context) {
    const book = await openFlowBook(context)
    return {
      flows: book.names.map((name) => presentFlow(book.inForce(name))),
      departments: [...book.departments.values()],
    }
  },
})
