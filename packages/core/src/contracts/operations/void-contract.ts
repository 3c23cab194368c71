/** Declares the last contract of an order void. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { recordFact } from '../../ledger/index.ts'
import { agreeCancellation, OrderUnknown } from '../../orders/index.ts'
import { Money } from '../../values/money.ts'
import { ContractBranchDiffers, ContractSuperseded, ContractUnknown, ContractVoid } from '../errors.ts'
import { contractVoided } from '../events.ts'
import { holdContract, requireStanding } from '../hold-contract.ts'
import { type ContractStanding, presentStanding, standingSchema } from '../present-contract.ts'
import { idText, reasonText } from '../shapes.ts'
import { contractsStandings, contractsVoids } from '../tables.ts'

const inputSchema = z.strictObject({ contractId: idText, reason: reasonText })

export interface VoidContract extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, VoidContract> = inputSchema

export const voidContract = operation({
  name: 'contracts.void',
  summary:
    'Declares the last contract of an order void, with a reason; the contract and its signatures stay to be read.',
  kind: 'command',
  input,
  output: standingSchema,
  errors: [ContractUnknown, OrderUnknown, ContractBranchDiffers, ContractSuperseded, ContractVoid],
  async run(context, { contractId, reason }): Promise<ContractStanding> {
    const held = await holdContract(context, contractId)
    requireStanding(held, 'void it')
    const { contract, order, standing } = held
    const { branch, orderId, currency } = contract
    recordFact(context, contractsVoids, {
      ...{ contractId, branch, orderId, reason },
      voidedAt: context.now,
      businessDate: context.businessDate,
      actor: context.actor,
    })
    const row = await context.store.update(contractsStandings, standing, {
      state: 'void',
      stateAt: context.now,
      // What is drawn next amends nothing: it is a contract of its own.
      everSigned: false,
    })
    await agreeCancellation(context, order, null)
    context.emit(contractVoided, {
      ...{ contractId, orderId, currency },
      customerId: order.customerId,
      state: standing.state,
      total: Money.ofMinor(contract.total, currency).toString(),
    })
    return presentStanding(row)
  },
})
