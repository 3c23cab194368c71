/** Items of which hardly any was used, by branch. */
import type { QueryContext } from '../engine/context.ts'
import { addDays } from '../values/calendar-date.ts'
import { type ItemUse, noUse, useKinds } from './item-use.ts'
import { type ItemStock, readStock } from './read-stock.ts'
import { readUse, useKey } from './read-use.ts'
import type { ReportItems } from './report-items.ts'
import { idleDays, isSlow } from './slow-stock.ts'
import { inventoryLines, type StockItemRow } from './tables.ts'

export interface WantedSlowStock {
  readonly items: ReportItems
  readonly branch?: string | undefined
  /** Of use to look at, today included. */
  readonly days: number
  /** At most so much of what is there was used. */
  readonly percent: number
  /** What is in stock, where it is known already. */
  readonly stock?: readonly ItemStock[] | undefined
  /** What was used in those days, where it is known already. */
  readonly use?: ReadonlyMap<string, ItemUse> | undefined
}

export interface SlowStock {
  readonly branch: string
  readonly item: StockItemRow
  readonly quantity: number
  readonly value: bigint
  readonly used: number
  readonly lastUsedOn: string | null
  readonly firstInOn: string | null
  readonly idleDays: number | null
}

/**
 * The most money first. What came in within the days looked at for the first time is new, not slow; what is rented out is looked
 * at by its rentals, and left out. At most six statements.
 */
export async function readSlowStock(
  context: Pick<QueryContext, 'store' | 'studio' | 'branch' | 'businessDate' | 'now'>,
  { items: { byId, ids }, branch, days, percent, stock, use: known }: WantedSlowStock,
): Promise<readonly SlowStock[]> {
  const { businessDate } = context
  const from = addDays(businessDate, 1 - days)
  const standing = stock ?? (await readStock(context, { branch, itemIds: ids }))
  const use = known ?? (await readUse(context, { from, to: businessDate, branch, itemIds: ids }))
  const candidates = standing.flatMap((row) => {
    const item = byId.get(row.itemId)
    const { quantity: used } = use.get(useKey(row.branch, row.itemId)) ?? noUse
    if (item === undefined || item.kind === 'rentable') return []
    return isSlow({ onHand: row.quantity, used }, percent) ? [{ ...row, item, used }] : []
  })
  const since = await readIdleSince(context, candidates)
  const slow = candidates.flatMap(({ branch: of, item, quantity, value, used }) => {
    const { lastUsedOn = null, firstInOn = null } = since.get(useKey(of, item.id)) ?? {}
    if (firstInOn !== null && firstInOn >= from) return []
    const idle = idleDays({ lastUsedOn, firstInOn }, businessDate)
    return [{ branch: of, item, quantity, value, used, lastUsedOn, firstInOn, idleDays: idle }]
  })
  const name = (one: SlowStock) => `${one.branch} ${one.item.code}`
  return slow.sort((one, other) =>
    one.value === other.value ? (name(one) < name(other) ? -1 : 1) : one.value > other.value ? -1 : 1,
  )
}

interface Since {
  readonly lastUsedOn?: string | null
  readonly firstInOn?: string | null
}

/** When each was last used and first came in: from the lines of those that hardly move, which are few. */
async function readIdleSince(
  { store }: Pick<QueryContext, 'store'>,
  items: readonly ItemStock[],
): Promise<ReadonlyMap<string, Since>> {
  const since = new Map<string, Since>()
  if (items.length === 0) return since
  const where = {
    branch: { in: [...new Set(items.map((one) => one.branch))] },
    itemId: { in: [...new Set(items.map((one) => one.itemId))] },
  }
  const used = await store.aggregate(inventoryLines, {
    where: { ...where, kind: { in: useKinds }, quantity: { lt: 0 } },
    groupBy: ['branch', 'itemId'],
    measures: { last: { of: 'max', column: 'businessDate' } },
    limit: 'all',
  })
  const came = await store.aggregate(inventoryLines, {
    where: { ...where, quantity: { gt: 0 } },
    groupBy: ['branch', 'itemId'],
    measures: { first: { of: 'min', column: 'businessDate' } },
    limit: 'all',
  })
  for (const row of used) since.set(useKey(row.branch, row.itemId), { lastUsedOn: row.last })
  for (const row of came) {
    const key = useKey(row.branch, row.itemId)
    since.set(key, { ...since.get(key), firstInOn: row.first })
  }
  return since
}
