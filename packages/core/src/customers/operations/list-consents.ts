/** Reads what a customer agreed to. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { consentsInForce, readConsents } from '../consent.ts'
import { CustomerUnknown } from '../errors.ts'
import { consentOutput, presentConsent } from '../present-consent.ts'
import { allIdsOf, requireCustomer } from '../read-customers.ts'

const inputSchema = z.strictObject({ customerId: z.string().min(1).max(64) })

const outputSchema = z.object({
  customerId: z.string(),
  /** The last word on each channel and purpose. */
  inForce: z.array(consentOutput),
  /** Everything that was said, the earliest first. */
  history: z.array(consentOutput),
})

export interface ListConsents extends z.input<typeof inputSchema> {}
export interface Consents extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListConsents> = inputSchema
const output: z.ZodType<Consents> = outputSchema

export const listConsents = operation({
  name: 'customers.consents',
  summary: 'Reads what a customer agreed to, and the history of it.',
  kind: 'query',
  input,
  output,
  errors: [CustomerUnknown],
  async run(context, { customerId }): Promise<Consents> {
    const customer = await requireCustomer(context, customerId)
    const rows = await readConsents(context, allIdsOf(customer))
    return {
      customerId: customer.id,
      inForce: consentsInForce(rows).map(presentConsent),
      history: rows.map(presentConsent),
    }
  },
})
