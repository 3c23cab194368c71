/** For whom goods are taken or promised: only whom the studio knows, and who takes them is told of it. */
import { CustomerUnknown, requireCustomer } from '../customers/index.ts'
import type { CommandContext } from '../engine/context.ts'
import { CommitmentUnknown, ledgerCommitments, mergedInto } from '../ledger/index.ts'
import { orderLinesNamed } from './hook-points.ts'

/** What operations that name an order or a customer may be refused for. Lines and merged orders are refused by the room that has them. */
export const namingRefusals = [CommitmentUnknown, CustomerUnknown] as const
export type NamingRefusal = (typeof namingRefusals)[number]

interface Named {
  readonly orderId?: string | undefined
  readonly customerId?: string | undefined
  /** Lines of the order. */
  readonly lineIds?: readonly (string | undefined)[]
}

/**
 * Requires that what is named stands within reach. One statement for an order, one for a customer, none where nothing is named; the
 * room of supplies has one or two more for lines. Operations call it, and not `postMovement`: rooms that call that hold their orders.
 *
 * @throws COMMITMENT_UNKNOWN, CUSTOMER_UNKNOWN, and LINE_UNKNOWN and ORDER_CLOSED by the room of supplies
 */
export async function requireNamed(
  context: CommandContext,
  { orderId, customerId, lineIds = [] }: Named,
): Promise<void> {
  if (orderId !== undefined) {
    const commitment = await context.store.get(ledgerCommitments, orderId)
    if (commitment === undefined) throw CommitmentUnknown.create({ orderId })
    const named = [...new Set(lineIds.filter((id) => id !== undefined))]
    const isMerged = mergedInto(commitment) !== null
    if (named.length > 0 || isMerged) await context.raise(orderLinesNamed, { orderId, lineIds: named, isMerged })
  }
  if (customerId !== undefined) await requireCustomer(context, customerId)
}
