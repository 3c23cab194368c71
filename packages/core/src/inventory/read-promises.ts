/** What is on its way, and what is promised: for the report of how the stock stands. */
import { present } from '../storage/filter.ts'
import type { ScopedReads } from '../storage/scoped-reads.ts'
import { inventoryReservations, inventoryTransfers } from './tables.ts'
import { transferLines } from './transfer.ts'

/** Transfers on their way from a branch or to it, with what they are worth. One statement. */
export async function readTransit(
  store: ScopedReads,
  branch: string | undefined,
): Promise<readonly { readonly transferId: string; readonly value: bigint }[]> {
  const { branches: seen } = store.scope
  const asked = branch !== undefined ? { in: [branch] } : seen === 'all' ? undefined : { in: seen }
  const rows = await store.find(inventoryTransfers, {
    where: {
      status: 'inTransit',
      ...present({ anyOf: asked === undefined ? undefined : [{ branch: asked }, { toBranch: asked }] }),
    },
    limit: 'all',
  })
  // A transfer is of two branches: who sees neither does not see it.
  const within = rows.filter((row) => seen === 'all' || seen.includes(row.branch) || seen.includes(row.toBranch))
  return within.map((row) => ({
    transferId: row.id,
    value: transferLines(row).reduce((sum, line) => sum + BigInt(line.value), 0n),
  }))
}

/** Reservations that are open, and the items that they promise. One statement. */
export async function readPromises(
  store: ScopedReads,
  branch: string | undefined,
): Promise<{ readonly reservations: number; readonly items: number }> {
  const rows = await store.aggregate(inventoryReservations, {
    where: { open: { gt: 0 }, ...present({ branch }) },
    groupBy: ['itemId'],
    measures: { reservations: { of: 'count' } },
    limit: 'all',
  })
  return { reservations: rows.reduce((sum, row) => sum + row.reservations, 0), items: rows.length }
}
