/** Saves a flow of the studio's own, or its change of one: lines that began before go on by the version that they began with. */
import { z } from 'zod'
import type { CommandContext } from '../../engine/context.ts'
import { operation } from '../../engine/operation.ts'
import { PermissionUnknown } from '../../engine/permissions.ts'
import { requireSound } from '../check-flow.ts'
import { FlowChanged, FlowInvalid, FlowUnchanged } from '../errors.ts'
import { flowSaved } from '../events.ts'
import { Flow } from '../flow.ts'
import { openFlowBook } from '../flow-book.ts'
import type { FlowDefinition } from '../flow-definition.ts'
import { keepFlow, lockFlow } from '../keep-flows.ts'
import { readFlowData } from '../registries.ts'
import { type FlowShown, flowOutput, presentFlow } from '../shapes.ts'

const definition = z.custom<FlowDefinition>(
  (value) => typeof value === 'object' && value !== null && 'stages' in value,
  {
    message: 'must be a flow with its stages',
  },
)

const inputSchema = z.strictObject({
  definition,
  /** The version that was read, to be refused where somebody was faster. */
  version: z.string().max(20).optional(),
  /** Why. Never personal data. */
  note: z.string().min(1).max(500).optional(),
})

export interface SaveFlow extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, SaveFlow> = inputSchema
const output: z.ZodType<FlowShown> = flowOutput

export const saveFlow = operation({
  name: 'stages.saveFlow',
  summary: 'Saves a flow of the studio: a new one, or its change of a flow that there is. New lines begin with it.',
  kind: 'command',
  input,
  output,
  errors: [FlowInvalid, FlowChanged, FlowUnchanged],
  async run(context, { definition: given, version, note = null }) {
    const data = readFlowData(given)
    const book = await openFlowBook(context)
    requireSound(data, new Set(book.departments.keys()))
    for (const { name, permission } of data.stages) requireKnown(context, data.name, name, permission)
    const { registered, revision: before, now } = await lockFlow(context, data.name)
    if (version !== undefined && version !== now?.version) {
      throw FlowChanged.create({ flow: data.name, expected: version, actual: now?.version ?? 'none' })
    }
    if (now !== undefined && JSON.stringify(now.data) === JSON.stringify(data)) {
      throw FlowUnchanged.create({ flow: data.name, version: now.version })
    }
    const revision = before + 1
    const flowVersion = `${registered}.${revision}`
    await keepFlow(context, { flow: data.name, revision, flowVersion, definition: data, note })
    context.emit(flowSaved, { flow: data.name, version: flowVersion })
    return presentFlow(new Flow(data, flowVersion))
  },
})

/** A permission that nobody declares is in no role: nobody could bring a line there. */
function requireKnown(context: CommandContext, flow: string, stage: string, permission: string | null): void {
  if (permission === null) return
  try {
    context.may(permission)
  } catch (error) {
    if (!PermissionUnknown.is(error)) throw error
    throw FlowInvalid.create({ flow, stage, rule: `asks for the permission "${permission}", which nobody declares` })
  }
}
