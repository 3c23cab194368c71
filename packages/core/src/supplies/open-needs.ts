/** What lines still wait for in a branch, for reports and for promising what came. */
import type { QueryContext } from '../engine/context.ts'
import { inventoryReservations, inventoryStock, type ReservationRow, type StockRow } from '../inventory/index.ts'
import { present } from '../storage/filter.ts'
import type { ScopedReads } from '../storage/scoped-reads.ts'
import { compareDue, type LineOfOrder, linesById } from './read-order-lines.ts'
import { type LineNeedRow, suppliesLineNeeds } from './tables.ts'

type Reading = Pick<QueryContext, 'branch'> & { readonly store: ScopedReads }

/** Something that a line still waits for. */
export interface OpenNeed extends LineOfOrder {
  readonly need: LineNeedRow
  /** Units that are promised to it. */
  readonly promised: number
}

/** Those that are due first come first. Four statements, however many there are. */
export async function openNeeds(
  context: Reading,
  { itemIds }: { readonly itemIds?: readonly string[] | undefined } = {},
): Promise<readonly OpenNeed[]> {
  const { store, branch } = context
  const itemId = itemIds === undefined ? undefined : { in: [...itemIds] }
  const where = present({ branch, outstanding: { gt: 0 } as const, itemId })
  const needs = await store.find(suppliesLineNeeds, { where, orderBy: ['id'], limit: 'all' })
  if (needs.length === 0) return []
  const lineIds = [...new Set(needs.map(({ lineId }) => lineId))]
  const lines = await linesById(context as Pick<QueryContext, 'store'>, lineIds)
  const promises = await store.find(inventoryReservations, {
    where: { orderLineId: { in: lineIds }, open: { gt: 0 } },
    orderBy: ['id'],
    limit: 'all',
  })
  return withPromises(needs, lines, promises).sort(compareDue)
}

const keyOf = (lineId: string | null, of: { readonly itemId: string; readonly locationId: string }): string =>
  `${lineId} ${of.itemId} ${of.locationId}`

/** Needs with their lines, and what of each is promised. Pure. */
export function withPromises(
  needs: readonly LineNeedRow[],
  lines: ReadonlyMap<string, LineOfOrder>,
  promises: readonly Pick<ReservationRow, 'orderLineId' | 'itemId' | 'locationId' | 'open'>[],
): OpenNeed[] {
  const promised = sharePromises(needs, promises)
  return needs.flatMap((need, at) => {
    const of = lines.get(need.lineId)
    return of === undefined ? [] : [{ ...of, need, promised: promised[at] ?? 0 }]
  })
}

/** Shares out what is promised to a line among its needs of the same thing; in the order of the needs. Pure. */
export function sharePromises(
  needs: readonly LineNeedRow[],
  promises: readonly Pick<ReservationRow, 'orderLineId' | 'itemId' | 'locationId' | 'open'>[],
): number[] {
  const left = new Map<string, number>()
  for (const row of promises) {
    const key = keyOf(row.orderLineId, row)
    left.set(key, (left.get(key) ?? 0) + row.open)
  }
  return needs.map((need) => {
    const key = keyOf(need.lineId, need)
    const promised = Math.min(left.get(key) ?? 0, need.outstanding)
    left.set(key, (left.get(key) ?? 0) - promised)
    return promised
  })
}

export const placeOf = (of: { readonly itemId: string; readonly locationId: string }): string =>
  `${of.itemId} ${of.locationId}`

/** What lies of items in the branch, by item and location. One statement. */
export async function stockOf(
  { store, branch }: Reading,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, StockRow>> {
  if (itemIds.length === 0) return new Map()
  const rows = await store.find(inventoryStock, { where: { branch, itemId: { in: [...itemIds] } }, limit: 'all' })
  return new Map(rows.map((row) => [placeOf(row), row]))
}
