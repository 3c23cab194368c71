/** Flows as operations answer them. */
import { z } from 'zod'
import type { Flow } from './flow.ts'
import { flowSchema } from './flow-definition.ts'

export const flowOutput = z.object({
  flow: z.string(),
  /** `1` as a plugin registered it, `1.3` as the studio changed that for the third time. */
  version: z.string(),
  /** Whether it is the studio's own. */
  own: z.boolean(),
  definition: flowSchema,
})

/** A flow in one version. */
export interface FlowShown extends z.output<typeof flowOutput> {}

export function presentFlow(flow: Flow): FlowShown {
  return { flow: flow.name, version: flow.version, own: flow.version.includes('.'), definition: flow.data }
}
