/** Gives the studio's change of a flow up: new lines begin with the flow as its plugin has it. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { FlowInvalid, FlowUnchanged, FlowUnknown } from '../errors.ts'
import { flowWithdrawn } from '../events.ts'
import { Flow } from '../flow.ts'
import { openFlowBook, registeredFlow } from '../flow-book.ts'
import { flowName } from '../flow-definition.ts'
import { keepFlow, lockFlow } from '../keep-flows.ts'
import { type FlowShown, flowOutput, presentFlow } from '../shapes.ts'

const inputSchema = z.strictObject({
  flow: flowName,
  /** Why. Never personal data. */
  note: z.string().min(1).max(500).optional(),
})

export interface WithdrawFlow extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, WithdrawFlow> = inputSchema
const output: z.ZodType<FlowShown> = flowOutput

export const withdrawFlow = operation({
  name: 'stages.withdrawFlow',
  summary:
    "Gives the studio's change of a flow up for the flow as its plugin has it; lines under way go on as they are.",
  kind: 'command',
  input,
  output,
  errors: [FlowUnknown, FlowUnchanged, FlowInvalid],
  async run(context, { flow, note = null }) {
    const { registered, revision: before, now } = await lockFlow(context, flow)
    if (now === undefined) throw FlowUnknown.create({ flow, known: (await openFlowBook(context)).names })
    const plugins = registeredFlow(context, flow)
    if (plugins === undefined) {
      throw FlowInvalid.create({ flow, stage: null, rule: "is the studio's own: no plugin has one to go back to" })
    }
    if (!presentFlow(now).own) throw FlowUnchanged.create({ flow, version: now.version })
    const revision = before + 1
    await keepFlow(context, { flow, revision, flowVersion: `${registered}.${revision}`, definition: null, note })
    context.emit(flowWithdrawn, { flow, version: String(registered) })
    return presentFlow(new Flow(plugins.data, String(registered)))
  },
})
