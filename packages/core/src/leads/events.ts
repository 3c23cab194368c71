/** What happens to leads, visits and follow-ups. Events carry ids and words of the studio, never a name or a note. */
import { z } from 'zod'
import { defineEvent } from '../engine/event.ts'

const person = { leadId: z.string().nullable(), customerId: z.string().nullable() }

export const leadRegistered = defineEvent({
  name: 'leads.registered',
  version: 1,
  schema: z.object({ ...person, source: z.string() }),
})

export const leadMoved = defineEvent({
  name: 'leads.moved',
  version: 1,
  schema: z.object({ ...person, before: z.string(), state: z.string(), reason: z.string().nullable() }),
})

export const leadAssigned = defineEvent({
  name: 'leads.assigned',
  version: 1,
  schema: z.object({ ...person, ownerId: z.string().nullable() }),
})

export const leadConverted = defineEvent({
  name: 'leads.converted',
  version: 1,
  schema: z.object({ leadId: z.string(), customerId: z.string() }),
})

export const leadInvited = defineEvent({
  name: 'leads.invited',
  version: 1,
  schema: z.object({ ...person, invitationId: z.string(), channel: z.string(), outcome: z.string() }),
})

const visit = { ...person, visitId: z.string(), purpose: z.string() }

export const visitBegun = defineEvent({ name: 'leads.visitBegun', version: 1, schema: z.object(visit) })

export const visitFinished = defineEvent({
  name: 'leads.visitFinished',
  version: 1,
  schema: z.object({ ...visit, result: z.string() }),
})

/** The visit led to the order. */
export const visitAttributed = defineEvent({
  name: 'leads.visitAttributed',
  version: 1,
  schema: z.object({ ...visit, orderId: z.string() }),
})

const followUp = { ...person, followUpId: z.string(), kind: z.string(), orderId: z.string().nullable() }

export const followUpPlanned = defineEvent({
  name: 'leads.followUpPlanned',
  version: 1,
  schema: z.object({ ...followUp, ownerId: z.string().nullable(), dueAt: z.string() }),
})

/** It is time to remind whose follow-up it is: what a host sends a message by. */
export const followUpDue = defineEvent({
  name: 'leads.followUpDue',
  version: 1,
  schema: z.object({ ...followUp, ownerId: z.string().nullable(), dueAt: z.string() }),
})

export const followUpClosed = defineEvent({
  name: 'leads.followUpClosed',
  version: 1,
  /** `state`: done or cancelled. */
  schema: z.object({ ...followUp, state: z.string(), result: z.string().nullable(), nextId: z.string().nullable() }),
})
