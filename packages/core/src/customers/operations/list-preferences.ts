/** Reads what a customer likes. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { CustomerUnknown } from '../errors.ts'
import { type Preferences, preferencesOutput, readPreferences } from '../preferences.ts'
import { requireCustomer } from '../read-customers.ts'

const inputSchema = z.strictObject({ customerId: z.string().min(1).max(64) })

export interface ListPreferences extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListPreferences> = inputSchema

export const listPreferences = operation({
  name: 'customers.preferences',
  summary: 'Reads what a customer likes, as somebody said.',
  kind: 'query',
  input,
  output: preferencesOutput,
  errors: [CustomerUnknown],
  async run(context, { customerId }): Promise<Preferences> {
    return readPreferences(context, (await requireCustomer(context, customerId)).id)
  },
})
