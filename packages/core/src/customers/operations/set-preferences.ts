/** Writes down what a customer likes. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { CustomerUnknown } from '../errors.ts'
import { preferencesSet } from '../events.ts'
import { type Preferences, preferencesOutput, readPreferences } from '../preferences.ts'
import { holdCustomer } from '../read-customers.ts'
import { customersPreferences } from '../tables.ts'

const line = (longest: number) => z.string().trim().normalize('NFC').min(1).max(longest)

const inputSchema = z.strictObject({
  customerId: z.string().min(1).max(64),
  /** What it is about: `style`, `photographer`, `time`. */
  topic: line(40),
  /** All that is known about the topic from now on; an empty list takes it away. */
  values: z
    .array(line(200))
    .max(20)
    .refine((values) => new Set(values).size === values.length, 'must name each value once'),
})

export interface SetPreferences extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, SetPreferences> = inputSchema

export const setPreferences = operation({
  name: 'customers.setPreferences',
  summary: 'Sets what a customer likes about a topic; an empty list takes it away.',
  kind: 'command',
  input,
  output: preferencesOutput,
  errors: [CustomerUnknown],
  async run(context, { customerId: given, topic, values }): Promise<Preferences> {
    const { store } = context
    const { id: customerId } = await holdCustomer(context, given)
    const standing = await store.find(customersPreferences, { where: { customerId, topic }, limit: 'all' })
    const kept = new Set<string>()
    for (const row of standing) {
      if (values.includes(row.value) && !kept.has(row.value)) kept.add(row.value)
      else await store.delete(customersPreferences, row)
    }
    for (const value of values) {
      if (!kept.has(value)) store.insert(customersPreferences, { id: context.newId(), customerId, topic, value })
    }
    context.emit(preferencesSet, { customerId, topic })
    return readPreferences(context, customerId)
  },
})
