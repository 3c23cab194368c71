/** What happens to prices. */
import { z } from 'zod'
import { defineEvent } from '../engine/event.ts'

const rule = z.strictObject({ kind: z.enum(['priceList', 'promotion']), code: z.string(), ruleVersion: z.int() })

export const ruleSaved = defineEvent({ name: 'pricing.ruleSaved', version: 1, schema: rule })
export const ruleEnded = defineEvent({ name: 'pricing.ruleEnded', version: 1, schema: rule })

export const pricesSet = defineEvent({
  name: 'pricing.pricesSet',
  version: 1,
  schema: z.strictObject({ list: z.string(), itemIds: z.array(z.string()) }),
})

export const couponsIssued = defineEvent({
  name: 'pricing.couponsIssued',
  version: 1,
  /** `batch` tells them from others; codes are secrets of those who hold them. */
  schema: z.strictObject({ batch: z.string(), count: z.int() }),
})

export const couponsEnded = defineEvent({
  name: 'pricing.couponsEnded',
  version: 1,
  schema: z.strictObject({ batch: z.string().nullable(), count: z.int() }),
})
