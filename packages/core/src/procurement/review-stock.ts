/** Looks through the stock of a branch for what is to be ordered. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import {
  inventoryItems,
  inventoryLevels,
  inventoryLocations,
  inventoryStock,
  inventoryTotals,
  inventoryTransfers,
  type StockItemRow,
} from '../inventory/index.ts'
import { payablesSuppliers, type SupplierRow } from '../payables/index.ts'
import type { ScopedReads } from '../storage/scoped-reads.ts'
import { addDays, type CalendarDate } from '../values/calendar-date.ts'
import type { Offer } from './choose-offer.ts'
import type { StockPosition, Use } from './reorder.ts'
import { type ProcurementSettings, procurementSettings } from './settings.ts'
import { stockNeeds } from './stock-needs.ts'
import { type Suggestion, suggestionFor } from './suggestion.ts'
import { offerOf, termsOn } from './supplier-items.ts'
import { procurementOrderLines, type SupplierItemRow } from './tables.ts'

export type StockOffer = Offer & { readonly row: SupplierItemRow }

/** An item that is to be ordered. */
export interface ReviewedStock {
  readonly item: StockItemRow
  readonly position: StockPosition
  readonly use: Use
  readonly safety: number
  readonly suggestion: Suggestion<StockOffer>
  /** The one that is chosen; undefined where nobody sells it. */
  readonly supplier: SupplierRow | undefined
}

type Reading = Pick<QueryContext | CommandContext, 'branch' | 'businessDate' | 'studio' | 'settings' | 'entries'> & {
  readonly store: ScopedReads
}

/**
 * What is to be ordered of items that somebody sells, that have levels, or that something under way needs; what lasts the shortest
 * first. Nine statements and those of the registry `stockNeeds`, however many items there are.
 */
export async function reviewStock(
  context: Reading,
  wanted: { readonly itemIds?: readonly string[] | undefined },
): Promise<ReviewedStock[]> {
  const { store, branch, businessDate: today, studio } = context
  const settings = await context.settings(procurementSettings)
  const { itemIds } = wanted
  const named = itemIds === undefined ? {} : { itemId: { in: itemIds } }
  const terms = await termsOn(store, today, { itemIds })
  const levels = await store.find(inventoryLevels, { where: { branch, ...named }, limit: 'all' })
  const positions = await positionsOf(context, named)
  const needed = [...positions].flatMap(([itemId, position]) => (position.needed > 0 ? [itemId] : []))
  const ids = [...new Set([...[...terms, ...levels].map((row) => row.itemId), ...needed])]
  const items = await store.find(inventoryItems, { where: { id: { in: ids }, active: true }, limit: 'all' })
  const supplierIds = [...new Set(terms.map((row) => row.supplierId))]
  const found = await store.find(payablesSuppliers, { where: { id: { in: supplierIds } }, limit: 'all' })
  const suppliers = new Map(found.filter((row) => row.active).map((row) => [row.id, row]))
  const used = await usedOf(store, branch, settings, today, named)
  const levelsOf = new Map(levels.map((row) => [row.itemId, row]))
  const offers = new Map<string, StockOffer[]>()
  for (const row of terms) {
    if (!suppliers.has(row.supplierId)) continue
    offers.set(row.itemId, [...(offers.get(row.itemId) ?? []), offerOf(row)])
  }
  const rules = { ...settings, today, currency: studio.currency }
  const reviewed = items.flatMap((item): ReviewedStock[] => {
    const own = levelsOf.get(item.id)
    const safety = own?.safety ?? 0
    const position = positions.get(item.id) ?? nothing
    const use = { used: Math.max(used.get(item.id) ?? 0, 0), days: settings.usedDays }
    const of = { low: own?.low ?? null, high: own?.high ?? null, safety }
    const suggestion = suggestionFor({ position, use, levels: of, offers: offers.get(item.id) ?? [] }, rules)
    if (suggestion === undefined) return []
    return [
      { item, position, use, safety, suggestion, supplier: suppliers.get(suggestion.choice?.offer.supplierId ?? '') },
    ]
  })
  const lasts = ({ suggestion }: ReviewedStock) => suggestion.daysOfStock ?? Number.POSITIVE_INFINITY
  return reviewed.sort((a, b) => lasts(a) - lasts(b) || (a.item.code < b.item.code ? -1 : 1))
}

const nothing: StockPosition = { onHand: 0, reserved: 0, inTransit: 0, ordered: 0, drafted: 0, needed: 0 }

type Named = { readonly itemId?: { readonly in: readonly string[] } }

/**
 * What there is where customers may have it, what comes from other branches, what is ordered, and what is needed. Four statements and
 * those of the registry.
 */
async function positionsOf(context: Reading, named: Named): Promise<ReadonlyMap<string, StockPosition>> {
  const { store, branch } = context
  const positions = new Map<string, StockPosition>()
  const add = (itemId: string, more: Partial<StockPosition>) => {
    const sum = { ...(positions.get(itemId) ?? nothing) }
    for (const [name, by] of Object.entries(more)) sum[name as keyof StockPosition] += by
    positions.set(itemId, sum)
  }
  const apart = await store.find(inventoryLocations, { where: { branch, sellable: false }, limit: 'all' })
  const stock = await store.aggregate(inventoryStock, {
    where: { branch, ...named, not: { locationId: { in: apart.map(({ id }) => id) } } },
    groupBy: ['itemId'],
    measures: { onHand: { of: 'sum', column: 'onHand' }, reserved: { of: 'sum', column: 'reserved' } },
    limit: 'all',
  })
  for (const { itemId, onHand, reserved } of stock) add(itemId, { onHand, reserved })
  const ordered = await store.aggregate(procurementOrderLines, {
    where: { branch, ...named, stage: { in: ['planned', 'ordered'] } },
    groupBy: ['itemId', 'stage'],
    measures: { outstanding: { of: 'sum', column: 'outstanding' } },
    limit: 'all',
  })
  for (const { itemId, stage, outstanding } of ordered) {
    add(itemId, stage === 'planned' ? { drafted: outstanding } : { ordered: outstanding })
  }
  const coming = await store.find(inventoryTransfers, {
    where: { toBranch: branch, status: 'inTransit' },
    limit: 'all',
  })
  for (const { lines } of coming) {
    for (const { itemId, quantity } of lines as unknown as readonly { itemId: string; quantity: number }[]) {
      add(itemId, { inTransit: quantity })
    }
  }
  const apartIds = new Set(apart.map(({ id }) => id))
  for (const source of context.entries(stockNeeds)) {
    for (const { itemId, locationId, quantity } of await source.neededOf(context, { itemIds: named.itemId?.in })) {
      if (!apartIds.has(locationId)) add(itemId, { needed: quantity })
    }
  }
  return positions
}

/** Units that were used in the days of the setting, today included. One statement. */
async function usedOf(
  store: ScopedReads,
  branch: string,
  { usedDays, usedBy }: ProcurementSettings,
  today: CalendarDate,
  named: Named,
): Promise<ReadonlyMap<string, number>> {
  const days = Array.from({ length: usedDays }, (_, back) => addDays(today, -back))
  const sums = await store.aggregate(inventoryTotals, {
    where: { branch, ...named, period: { in: days }, kind: { in: usedBy } },
    groupBy: ['itemId', 'kind'],
    measures: { quantity: { of: 'sum', column: 'quantity' } },
    limit: 'all',
  })
  const used = new Map<string, number>()
  for (const { itemId, kind, quantity } of sums) {
    // Of what is made here, what came in was not used.
    const by = kind === 'production' ? Math.max(-quantity, 0) : -quantity
    used.set(itemId, (used.get(itemId) ?? 0) + by)
  }
  return used
}
