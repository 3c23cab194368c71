/** Changes which flows of its own a studio has: the version as a fact, and what is in force as a setting, in one transaction. */
import type { CommandContext } from '../engine/context.ts'
import { settingsChanged } from '../engine/house/index.ts'
import { settingsValues } from '../engine/records.ts'
import type { Json } from '../values/json.ts'
import { Flow } from './flow.ts'
import { registeredFlow } from './flow-book.ts'
import { type FlowData, flowSchema } from './flow-definition.ts'
import { stagesSettings } from './settings.ts'
import { type StagesFlowRow, stagesFlows } from './tables.ts'

export interface KeptFlow {
  readonly flow: string
  readonly revision: number
  readonly flowVersion: string
  /** Null where the studio gives its own up. */
  readonly definition: FlowData | null
  readonly note: string | null
}

/** A flow as it stands, with every change of the studio's flows locked out until the command ends. */
export interface LockedFlow {
  /** The version that plugins have; 0 where none has it. */
  readonly registered: number
  /** How often the studio has changed it. */
  readonly revision: number
  /** What is in force; undefined where there is no such flow. */
  readonly now: Flow | undefined
}

/** Reads what others have just committed, which the settings in force may not know yet. */
export async function lockFlow(context: CommandContext, flow: string): Promise<LockedFlow> {
  await context.store.lock(['stages.flows'])
  const [last] = await context.store.find(stagesFlows, { where: { flow }, orderBy: ['-revision'], limit: 1 })
  const registered = registeredFlow(context, flow)
  const now = ownFlow(last) ?? (registered && new Flow(registered.data, String(registered.version)))
  return { registered: registered?.version ?? 0, revision: last?.revision ?? 0, now }
}

function ownFlow(last: StagesFlowRow | undefined): Flow | undefined {
  if (last === undefined || last.definition === null) return undefined
  return new Flow(flowSchema.parse(last.definition), last.flowVersion)
}

export async function keepFlow(context: CommandContext, kept: KeptFlow): Promise<void> {
  const { store } = context
  const standing = await store.getForUpdate(settingsValues, stagesSettings.name)
  const value = { ...(standing?.value as Record<string, Json> | undefined) }
  const flows = { ...(value['flows'] as Record<string, Json> | undefined) }
  const definition = kept.definition as unknown as Json
  if (kept.definition === null) delete flows[kept.flow]
  else flows[kept.flow] = { flowVersion: kept.flowVersion, definition }
  value['flows'] = flows
  if (standing === undefined) store.insert(settingsValues, { plugin: stagesSettings.name, value })
  else await store.update(settingsValues, standing, { value })
  store.insert(stagesFlows, {
    ...kept,
    id: context.newId(),
    definition: kept.definition === null ? null : definition,
    at: context.now,
    actor: context.actor,
  })
  context.emit(settingsChanged, { plugin: stagesSettings.name })
}
