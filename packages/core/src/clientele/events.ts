/** What happens to the classification of customers. */
import { z } from 'zod'
import { defineEvent } from '../engine/event.ts'

export const ruleSet = defineEvent({
  name: 'clientele.ruleSet',
  version: 1,
  schema: z.object({ code: z.string(), edition: z.number(), active: z.boolean() }),
})

export const customerClassified = defineEvent({
  name: 'clientele.classified',
  version: 1,
  /** By hand. `belongs`: null where what was said is taken back, so that the rule decides again. */
  schema: z.object({ customerId: z.string(), code: z.string(), belongs: z.boolean().nullable() }),
})
