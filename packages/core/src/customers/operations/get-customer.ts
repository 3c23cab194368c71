/** Reads one customer. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { type Customer, customerOutput, presentCustomer } from '../customer.ts'
import { CustomerUnknown } from '../errors.ts'
import { requireCustomer } from '../read-customers.ts'

const inputSchema = z.strictObject({ customerId: z.string().min(1).max(64) })

export interface GetCustomer extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, GetCustomer> = inputSchema

export const getCustomer = operation({
  name: 'customers.get',
  summary: 'Reads a customer by id; that of a merged customer leads to whom it was merged into.',
  kind: 'query',
  input,
  output: customerOutput,
  errors: [CustomerUnknown],
  async run(context, { customerId }): Promise<Customer> {
    return presentCustomer(context, await requireCustomer(context, customerId), customerId)
  },
})
