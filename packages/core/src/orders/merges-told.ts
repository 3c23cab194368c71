/** The merges in the history of an order. */
import type { QueryContext } from '../engine/context.ts'
import { orders } from './tables.ts'
import { ordersMerges } from './transfer-tables.ts'

interface Command {
  readonly operation: string
  readonly at: string
}
const mergeOperation = 'orders.merge'

interface MergeTold {
  readonly at: string
  readonly number: string | null
}

/** The merges of an order among commands, with the number of the other order. No statement where none was a merge, else two. */
export async function mergesAmong(
  context: QueryContext,
  orderId: string,
  commands: readonly Command[],
): Promise<readonly MergeTold[]> {
  if (!commands.some((command) => command.operation === mergeOperation)) return []
  const rows = await context.store.find(ordersMerges, {
    where: { anyOf: [{ survivorId: orderId }, { mergedId: orderId }] },
    limit: 'all',
  })
  const otherOf = ({ survivorId, mergedId }: (typeof rows)[number]) => (survivorId === orderId ? mergedId : survivorId)
  const others = await context.store.find(orders, { where: { id: { in: rows.map(otherOf) } }, limit: 'all' })
  const numberOf = new Map(others.map(({ id, number }) => [id, number]))
  return rows.map((row) => ({ at: row.at, number: numberOf.get(otherOf(row)) ?? null }))
}

/** The merge that a command was; null where it was another operation. */
export function mergedIn(merges: readonly MergeTold[], command: Command | undefined): { number: string | null } | null {
  if (command?.operation !== mergeOperation) return null
  const those = merges.filter(({ at }) => at === command.at)
  // Two merges of one moment cannot be told apart.
  return { number: those.length === 1 ? (those[0]?.number ?? null) : null }
}
