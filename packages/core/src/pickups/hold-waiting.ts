/** Locks how an order waits, and writes it: the order is locked first by whoever changes anything. */
import type { CommandContext } from '../engine/context.ts'
import type { OrderRow } from '../orders/index.ts'
import type { NewRowOf } from '../storage/table.ts'
import { pickupsWaiting, type WaitingRow } from './tables.ts'

/** The row as it stands; undefined where nothing was ever said of the order. */
export function holdWaiting({ store }: CommandContext, orderId: string): Promise<WaitingRow | undefined> {
  return store.getForUpdate(pickupsWaiting, orderId)
}

/** What may be said of it; whose it is does not change. */
export type WaitingChange = Partial<Omit<NewRowOf<typeof pickupsWaiting>, 'orderId' | 'branch' | 'customerId'>>

export async function writeWaiting(
  { store }: CommandContext,
  order: Pick<OrderRow, 'id' | 'branch' | 'customerId'>,
  row: WaitingRow | undefined,
  set: WaitingChange,
): Promise<WaitingRow> {
  if (row !== undefined) return store.update(pickupsWaiting, row, set)
  const { id: orderId, branch, customerId } = order
  return store.insert(pickupsWaiting, { orderId, branch, customerId, open: true, notices: 0, steps: 0, ...set })
}
