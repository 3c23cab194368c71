import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { CommitmentUnknown } from '../errors.ts'
import { type OrderBalance, orderBalanceSchema, presentBalance } from '../present-balance.ts'
import { idText } from '../shapes.ts'
import { ledgerCommitments } from '../tables.ts'

const schema = z.strictObject({ orderId: idText })

export interface ReadBalanceDue extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadBalanceDue> = schema

/** How one order stands with the customer's money. One statement. */
export const balanceDue: Operation<'query', ReadBalanceDue, OrderBalance, typeof CommitmentUnknown> = operation({
  name: 'ledger.balanceDue',
  summary: 'Answers what an order costs, what was paid, and what is still due.',
  kind: 'query',
  input,
  output: orderBalanceSchema,
  errors: [CommitmentUnknown],
  async run(context, { orderId }) {
    const commitment = await context.store.get(ledgerCommitments, orderId)
    if (commitment === undefined) throw CommitmentUnknown.create({ orderId })
    return presentBalance(commitment, context.businessDate)
  },
})
