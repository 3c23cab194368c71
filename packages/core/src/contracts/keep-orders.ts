/** Orders with a contract stay where they are: what was agreed is sealed in the books of their branch, and with their customer. */
import type { CommandContext } from '../engine/context.ts'
import { type Hook, on } from '../engine/hook.ts'
import { orderTransferring, ordersMerging } from '../orders/index.ts'
import { ContractKeepsOrder } from './errors.ts'
import { contractsStandings } from './tables.ts'

/** @throws CONTRACT_KEEPS_ORDER; of an order that goes to another customer only where its contract is not void */
async function refuseDrawn(
  { store }: CommandContext,
  { id, number }: { readonly id: string; readonly number: string },
  to: 'branch' | 'customer' | 'order',
): Promise<void> {
  const standing = await store.get(contractsStandings, id)
  if (standing === undefined) return
  // Another customer agreed to nothing: what the first one did agree to is void before the order goes on.
  if (to === 'customer' && standing.state === 'void') return
  const { number: contract, contractId, branch } = standing
  throw ContractKeepsOrder.create({ number, contract, contractId, branch, to })
}

export const orderHooks: readonly Hook[] = [
  on(orderTransferring, (context, { order, to }) => refuseDrawn(context, order, to.kind)),
  on(ordersMerging, (context, { merged }) => refuseDrawn(context, merged, 'order')),
]
