/** Alerts of items by branch, from what stands in stock now, their levels and what was used lately. */
import type { QueryContext } from '../engine/context.ts'
import { present } from '../storage/filter.ts'
import { addDays } from '../values/calendar-date.ts'
import { type ItemUse, noUse } from './item-use.ts'
import { readUse, useKey } from './read-use.ts'
import type { ReportItems } from './report-items.ts'
import { type AlertRules, alertOf, daysLeft, type StockAlert } from './stock-alert.ts'
import { inventoryLevels, inventoryStock } from './tables.ts'

export interface WantedAlerts {
  readonly items: ReportItems
  readonly branch?: string | undefined
  /** Of use to look at, today included. */
  readonly days: number
  readonly rules: AlertRules
  /** What was used in those days, where it is known already. */
  readonly use?: ReadonlyMap<string, ItemUse> | undefined
}

export interface ItemAlert extends StockAlert {
  readonly branch: string
  readonly itemId: string
  readonly code: string
  readonly name: string
  readonly unit: string
  readonly onHand: number
  readonly reserved: number
  readonly available: number
  readonly low: number | null
  readonly high: number | null
  readonly used: number
  readonly daysLeft: string | null
}

const urgency = ['out', 'low', 'over']

/** The urgent first. Of items that ever were in stock in a branch, or are wanted there. At most four statements. */
export async function readAlerts(
  context: Pick<QueryContext, 'store' | 'businessDate'>,
  { items: { byId, ids }, branch, days, rules, use: known }: WantedAlerts,
): Promise<ItemAlert[]> {
  const { store, businessDate } = context
  const where = present({ branch, itemId: ids === undefined ? undefined : { in: ids } })
  const stock = await store.aggregate(inventoryStock, {
    where,
    groupBy: ['branch', 'itemId'],
    measures: { onHand: { of: 'sum', column: 'onHand' }, reserved: { of: 'sum', column: 'reserved' } },
    limit: 'all',
  })
  const levels = await store.find(inventoryLevels, { where, limit: 'all' })
  const from = addDays(businessDate, 1 - days)
  const use = known ?? (await readUse(context, { from, to: businessDate, branch, itemIds: ids }))
  const standing = new Map(stock.map((row) => [useKey(row.branch, row.itemId), row]))
  for (const { branch: of, itemId } of levels) {
    const key = useKey(of, itemId)
    if (!standing.has(key)) standing.set(key, { branch: of, itemId, onHand: 0, reserved: 0 })
  }
  const wanted = new Map(levels.map((row) => [useKey(row.branch, row.itemId), row]))
  const alerts = [...standing].flatMap(([key, { branch: of, itemId, onHand, reserved }]) => {
    const item = byId.get(itemId)
    if (item === undefined || !item.active) return []
    const { low = null, high = null } = wanted.get(key) ?? {}
    const { quantity: used } = use.get(key) ?? noUse
    const judged = { onHand, reserved, low, high, used, days }
    const alert = alertOf(judged, rules)
    if (alert === null) return []
    const { code, name, unit } = item
    const available = onHand - reserved
    const left = daysLeft(judged)
    return [
      { branch: of, itemId, code, name, unit, ...alert, onHand, reserved, available, low, high, used, daysLeft: left },
    ]
  })
  const order = (one: ItemAlert) => `${urgency.indexOf(one.alert)} ${one.branch} ${one.code}`
  return alerts.sort((one, other) => (order(one) < order(other) ? -1 : 1))
}
