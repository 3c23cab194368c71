/** Everything that is on its way is received or taken back: nothing that a killed process has left stands in the way. */
import type { Random } from '../run/random.ts'
import { branches } from '../studio/two-branches.ts'
import type { Stockroom } from './studio.ts'

/** Answers how many there were. */
export async function endTransfers(room: Stockroom, random: Random): Promise<number> {
  const desks = new Map<string, ReturnType<Stockroom['desk']>>(branches.map((branch) => [branch, room.desk(branch)]))
  const { items } = await room.owner.inventory.transfers({ status: 'inTransit', limit: 200 })
  for (const { id: transferId, fromBranch, toBranch } of items) {
    if (random.fraction() < 0.5) await desks.get(fromBranch)?.inventory.returnTransfer({ transferId })
    else await desks.get(toBranch)?.inventory.receiveTransfer({ transferId })
  }
  return items.length
}
