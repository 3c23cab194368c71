/** What happens to flows. */
import { z } from 'zod'
import { defineEvent, type EventKind } from '../engine/event.ts'

export interface FlowSaved {
  flow: string
  /** The version that is in force now. */
  version: string
}

const flowSavedSchema = z.strictObject({ flow: z.string(), version: z.string() })

export const flowSaved: EventKind<'stages.flowSaved', FlowSaved> = defineEvent({
  name: 'stages.flowSaved',
  version: 1,
  schema: flowSavedSchema,
})

export const flowWithdrawn: EventKind<'stages.flowWithdrawn', FlowSaved> = defineEvent({
  name: 'stages.flowWithdrawn',
  version: 1,
  schema: flowSavedSchema,
})

export const stagesEvents = [flowSaved, flowWithdrawn] as const
