/** What happens to customers. Events carry ids and the names of fields, never what is in them. */
import { z } from 'zod'
import { defineEvent } from '../engine/event.ts'

export const customerRegistered = defineEvent({
  name: 'customers.registered',
  version: 1,
  schema: z.object({ customerId: z.string() }),
})

export const customerUpdated = defineEvent({
  name: 'customers.updated',
  version: 1,
  /** `fields` names what the caller set; a custom field as `custom.<name>`. */
  schema: z.object({ customerId: z.string(), fields: z.array(z.string()) }),
})

const membership = z.object({ householdId: z.string(), customerId: z.string() })

export const householdCreated = defineEvent({
  name: 'customers.householdCreated',
  version: 1,
  schema: z.object({ householdId: z.string() }),
})

export const householdJoined = defineEvent({ name: 'customers.householdJoined', version: 1, schema: membership })

export const householdLeft = defineEvent({ name: 'customers.householdLeft', version: 1, schema: membership })

export const anniversarySet = defineEvent({
  name: 'customers.anniversarySet',
  version: 1,
  /** `taken`: the anniversary was taken away. */
  schema: z.object({ customerId: z.string(), kind: z.string(), taken: z.boolean() }),
})

export const consentGiven = defineEvent({
  name: 'customers.consentRecorded',
  version: 1,
  /** `given`: false where the customer takes it back. */
  schema: z.object({
    consentId: z.string(),
    customerId: z.string(),
    channel: z.string(),
    purpose: z.string(),
    given: z.boolean(),
  }),
})

export const preferencesSet = defineEvent({
  name: 'customers.preferencesSet',
  version: 1,
  schema: z.object({ customerId: z.string(), topic: z.string() }),
})

const merging = z.object({
  mergeId: z.string(),
  /** The survivor. */
  customerId: z.string(),
  mergedId: z.string(),
})

/** What was the merged customer's is the survivor's from here on. */
export const customersMerged = defineEvent({ name: 'customers.merged', version: 1, schema: merging })

export const customersUnmerged = defineEvent({ name: 'customers.unmerged', version: 1, schema: merging })
