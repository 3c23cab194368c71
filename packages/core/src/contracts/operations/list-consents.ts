/** Lists what customers agreed to, and whether it holds. */
import { z } from 'zod'
import { customerIdsOf } from '../../customers/index.ts'
import { operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { consentSchema, presentConsent } from '../present-contract.ts'
import { withSigners } from '../read-whole.ts'
import { idText } from '../shapes.ts'
import { contractsConsents } from '../tables.ts'

const inputSchema = z
  .strictObject({
    orderId: idText.optional(),
    customerId: idText.optional(),
    contractId: idText.optional(),
    /** `contract`, `images` or another one; all unless told. */
    consent: z.string().min(1).max(40).optional(),
    /** The moment of which `inForce` is told; now unless told. */
    at: z.iso.datetime().optional(),
  })
  .refine((one) => one.orderId !== undefined || one.customerId !== undefined || one.contractId !== undefined, {
    message: 'must name an order, a customer or a contract',
  })

const outputSchema = z.object({
  items: z.array(
    consentSchema.extend({
      /** Whether it was given by then and not yet withdrawn. */
      inForce: z.boolean(),
    }),
  ),
})

export interface ListContractConsents extends z.input<typeof inputSchema> {}
export interface ContractConsents extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListContractConsents> = inputSchema
const output: z.ZodType<ContractConsents> = outputSchema

export const listConsents = operation({
  name: 'contracts.consents',
  summary:
    'Lists what was agreed to with an order, by a customer or with a contract, and whether it holds at a moment.',
  kind: 'query',
  input,
  output,
  async run(context, { orderId, customerId, contractId, consent, at }) {
    const moment = new Date(at ?? context.now).toISOString()
    const ids = customerId === undefined ? undefined : await customerIdsOf(context, customerId)
    const rows = await context.store.find(contractsConsents, {
      where: {
        ...present({ orderId, contractId, consent }),
        ...(ids === undefined ? {} : { customerId: { in: ids } }),
      },
      orderBy: ['signedAt', 'id'],
      limit: 'all',
    })
    const whole = await withSigners(context, rows)
    return {
      items: whole.map((one) => ({
        ...presentConsent(one),
        inForce: one.row.signedAt <= moment && (one.withdrawal === undefined || one.withdrawal.withdrawnAt > moment),
      })),
    }
  },
})
