/** Says of two customers that they are two people. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { CustomerUnknown, MergeOfOne } from '../errors.ts'
import { customersById } from '../read-customers.ts'
import { customersDistinct } from '../tables.ts'

const idText = z.string().min(1).max(64)

const inputSchema = z.strictObject({
  customerId: idText,
  otherId: idText,
  /** False takes it back. */
  apart: z.boolean().default(true),
})

const outputSchema = z.object({ customerId: z.string(), otherId: z.string(), apart: z.boolean() })

export interface KeepApart extends z.input<typeof inputSchema> {}
export interface KeptApart extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, KeepApart> = inputSchema
const output: z.ZodType<KeptApart> = outputSchema

export const keepApart = operation({
  name: 'customers.keepApart',
  summary: 'Says of two customers that they are two people, so that they are listed as duplicates no more.',
  kind: 'command',
  input,
  output,
  errors: [CustomerUnknown, MergeOfOne],
  async run(context, { customerId: one, otherId: other, apart }): Promise<KeptApart> {
    const found = await customersById(context, [one, other])
    const [customerId = '', otherId = ''] = [found.get(one)?.id ?? one, found.get(other)?.id ?? other].sort()
    if (customerId === otherId) throw MergeOfOne.create({ customerId })
    await context.store.lock([`customers.distinct:${customerId}:${otherId}`])
    const standing = await context.store.get(customersDistinct, { customerId, otherId })
    if (apart && standing === undefined) {
      context.store.insert(customersDistinct, { customerId, otherId, at: context.now, actor: context.actor })
    }
    if (!apart && standing !== undefined) await context.store.delete(customersDistinct, standing)
    return { customerId, otherId, apart }
  },
})
