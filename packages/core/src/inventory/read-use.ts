/** What was used of items within some days, from the totals. */
import type { QueryContext } from '../engine/context.ts'
import { present } from '../storage/filter.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { type ItemUse, type KindSum, useKinds, useOf } from './item-use.ts'
import { lastStockDate } from './read-stock.ts'
import { periodsWithin } from './stock-periods.ts'
import { inventoryTotals } from './tables.ts'

export interface WantedUse {
  /** Business dates, both included. */
  readonly from: CalendarDate
  readonly to: CalendarDate
  readonly branch?: string | undefined
  readonly itemIds?: readonly string[] | undefined
}

/** How an item of a branch is found in what {@link readUse} answers. */
export const useKey = (branch: string, itemId: string): string => `${branch} ${itemId}`

/** Use by branch and item; see {@link useKey}. At most two statements. */
export async function readUse(
  context: Pick<QueryContext, 'store' | 'businessDate'>,
  { from, to, branch, itemIds }: WantedUse,
): Promise<ReadonlyMap<string, ItemUse>> {
  const { added, taken } = periodsWithin(from, to, lastStockDate(context))
  const sums = new Map<string, Map<string, KindSum>>()
  for (const { periods, sign } of [
    { periods: added, sign: 1 },
    { periods: taken, sign: -1 },
  ]) {
    if (periods.length === 0) continue
    const rows = await context.store.aggregate(inventoryTotals, {
      where: {
        period: { in: periods },
        kind: { in: useKinds },
        ...present({ branch, itemId: itemIds === undefined ? undefined : { in: itemIds } }),
      },
      groupBy: ['branch', 'itemId', 'kind'],
      measures: { quantity: { of: 'sum', column: 'quantity' }, value: { of: 'sum', column: 'value' } },
      limit: 'all',
    })
    for (const row of rows) {
      const key = useKey(row.branch, row.itemId)
      const kinds = sums.get(key) ?? new Map<string, KindSum>()
      sums.set(key, kinds)
      const { quantity = 0, value = 0n } = kinds.get(row.kind) ?? {}
      kinds.set(row.kind, {
        kind: row.kind,
        quantity: quantity + sign * row.quantity,
        value: value + BigInt(sign) * row.value,
      })
    }
  }
  return new Map([...sums].map(([key, kinds]) => [key, useOf([...kinds.values()])]))
}
