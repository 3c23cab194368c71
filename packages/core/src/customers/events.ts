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
