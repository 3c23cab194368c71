/** What happens to resources. Events carry ids and days, never names, notes or why somebody is away. */
import { z } from 'zod'
import { defineEvent } from '../engine/event.ts'

const text = z.string()
const resource = { resourceId: text }

export const resourceAdded = defineEvent({
  name: 'resources.added',
  version: 1,
  schema: z.object({ ...resource, code: text, kind: text, branch: text }),
})

/** Its terms: skills, capacity, buffers, limits, branch and the like. */
export const resourceChanged = defineEvent({ name: 'resources.changed', version: 1, schema: z.object(resource) })

/** It is out of use from a day on. */
export const resourceRetired = defineEvent({
  name: 'resources.retired',
  version: 1,
  schema: z.object({ ...resource, from: text }),
})

/** It is this unit of the stock from then on, or this counted stock of its branch; null: none. */
export const resourceTied = defineEvent({
  name: 'resources.tied',
  version: 1,
  schema: z.object({ ...resource, itemId: text.nullable(), serialId: text.nullable() }),
})

export const rosterSet = defineEvent({
  name: 'resources.rosterSet',
  version: 1,
  schema: z.object({ ...resource, validFrom: text }),
})

export const openingHoursSet = defineEvent({
  name: 'resources.openingHoursSet',
  version: 1,
  schema: z.object({ branch: text, validFrom: text }),
})

/** `from` and `to` are the first and the last day that was changed. */
export const shiftsSet = defineEvent({
  name: 'resources.shiftsSet',
  version: 1,
  schema: z.object({ resourceIds: z.array(text), from: text, to: text }),
})

const timeOff = { ...resource, timeOffId: text, from: text, to: text }

export const timeOffRequested = defineEvent({
  name: 'resources.timeOffRequested',
  version: 1,
  schema: z.object(timeOff),
})

/** `state`: approved or refused. */
export const timeOffDecided = defineEvent({
  name: 'resources.timeOffDecided',
  version: 1,
  schema: z.object({ ...timeOff, state: text }),
})

/** `before`: requested or approved. */
export const timeOffWithdrawn = defineEvent({
  name: 'resources.timeOffWithdrawn',
  version: 1,
  schema: z.object({ ...timeOff, before: text }),
})

/** What is booked no longer fits when resources work. Somebody must decide; nothing was moved. */
export const resourceConflictsFound = defineEvent({
  name: 'resources.conflictsFound',
  version: 1,
  schema: z.object({
    conflicts: z.array(z.object({ ...resource, kind: text, reference: text, from: text, to: text })),
  }),
})

export const resourceEvents = [
  resourceAdded,
  resourceChanged,
  resourceRetired,
  resourceTied,
  rosterSet,
  openingHoursSet,
  shiftsSet,
  timeOffRequested,
  timeOffDecided,
  timeOffWithdrawn,
  resourceConflictsFound,
] as const
