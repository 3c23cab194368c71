/**
 * What was in stock at a moment, and what it was worth: the stock of now without what moved since. It costs by days and items,
 * not by movements: whole days, months and years come from the totals, and only lines of the moment's own day are looked at.
 */
import type { QueryContext } from '../engine/context.ts'
import { type Filter, present } from '../storage/filter.ts'
import type { RowOf } from '../storage/table.ts'
import { addDays, type CalendarDate } from '../values/calendar-date.ts'
import type { Instant } from '../values/instant.ts'
import { periodsAfter } from './stock-periods.ts'
import { inventoryCosts, inventoryLines, inventoryPools, inventoryStock, inventoryTotals } from './tables.ts'

export interface WantedStock {
  /** At the end of this business date. */
  readonly on?: CalendarDate | undefined
  /** Or at this instant. Now without either. */
  readonly at?: Instant | undefined
  /** All that the session may see, unless told. */
  readonly branch?: string | undefined
  /** All, unless told. */
  readonly itemIds?: readonly string[] | undefined
}

export interface PlaceStock {
  readonly locationId: string
  readonly quantity: number
}

/** Of one item in one branch. */
export interface ItemStock {
  readonly branch: string
  readonly itemId: string
  readonly quantity: number
  /** As the books have it, in minor units. */
  readonly value: bigint
  /** Where something lies, or is missing. */
  readonly places: readonly PlaceStock[]
}

type Reading = Pick<QueryContext, 'store' | 'studio' | 'branch' | 'businessDate' | 'now'>

/**
 * The last date on which anything can have moved: nothing is dated ahead, but elsewhere the day may have begun already.
 */
export const lastStockDate = ({ businessDate }: Pick<QueryContext, 'businessDate'>): CalendarDate =>
  addDays(businessDate, 1)

/** Items in the order of branches and ids; without those of which there is nothing. At most seven statements. */
export async function readStock(context: Reading, wanted: WantedStock): Promise<readonly ItemStock[]> {
  const { store } = context
  const where = present({
    branch: wanted.branch,
    itemId: wanted.itemIds === undefined ? undefined : { in: wanted.itemIds },
  })
  const stock = new StockSums()
  for (const row of await store.find(inventoryStock, { where, limit: 'all' })) stock.add(row, row.onHand)
  for (const row of await store.find(inventoryPools, { where, limit: 'all' })) stock.addValue(row, row.value)
  if (wanted.at !== undefined && wanted.at <= context.now) await takeSince(context, stock, where, wanted.at)
  else if (wanted.on !== undefined) await takeAfter(context, stock, where, wanted.on)
  return stock.items()
}

type Scope = Filter<{ readonly branch: string; readonly itemId: string }>

/** Without the days that came after. */
async function takeAfter(context: Reading, stock: StockSums, where: Scope, date: CalendarDate): Promise<void> {
  const { added, taken } = periodsAfter(date, lastStockDate(context))
  await takeTotals(context, stock, where, added, -1)
  await takeTotals(context, stock, where, taken, 1)
}

async function takeTotals(
  { store }: Reading,
  stock: StockSums,
  where: Scope,
  periods: readonly string[],
  sign: 1 | -1,
): Promise<void> {
  if (periods.length === 0) return
  const rows = await store.aggregate(inventoryTotals, {
    where: { ...where, period: { in: periods } },
    groupBy: ['branch', 'itemId', 'locationId'],
    measures: { quantity: { of: 'sum', column: 'quantity' }, value: { of: 'sum', column: 'value' } },
    limit: 'all',
  })
  for (const row of rows) {
    stock.add(row, sign * row.quantity)
    stock.addValue(row, BigInt(sign) * row.value)
  }
}

/**
 * Without what came after an instant: the days after its own, and of that day what happened later. Where branches have days of
 * their own, the instant may be in one of two.
 */
async function takeSince(context: Reading, stock: StockSums, where: Scope, at: Instant): Promise<void> {
  const { store, studio } = context
  const branches = studio.branches.length === 0 ? [context.branch] : studio.branches
  const dates = branches.map((branch) => studio.days(branch).dateOf(at)).sort()
  const from = dates[0] ?? context.businessDate
  const to = dates.at(-1) ?? from
  await takeAfter(context, stock, where, to)
  const ofDay = { gte: from, lte: to }
  const later = await store.aggregate(inventoryLines, {
    where: { ...where, businessDate: ofDay, at: { gt: at } },
    groupBy: ['branch', 'itemId', 'locationId', 'bookedOn'],
    measures: { quantity: { of: 'sum', column: 'quantity' }, value: { of: 'sum', column: 'value' } },
    limit: 'all',
  })
  for (const row of later) {
    stock.add(row, -row.quantity)
    if (row.bookedOn <= to) stock.addValue(row, -row.value)
  }
  const costs = await store.find(inventoryCosts, { where: { ...where, bookedOn: ofDay }, limit: 'all' })
  for (const cost of await costsOfLinesAfter(context, costs, at)) stock.addValue(cost, -cost.amount)
}

type CostRow = RowOf<typeof inventoryCosts>

/** What lines that happened after an instant turned out to cost. What others did was so at the instant, as is now known. */
async function costsOfLinesAfter(
  { store }: Reading,
  costs: readonly CostRow[],
  at: Instant,
): Promise<readonly CostRow[]> {
  if (costs.length === 0) return []
  const ids = [...new Set(costs.map((cost) => cost.movementId))]
  const lines = await store.aggregate(inventoryLines, {
    where: { movementId: { in: ids }, at: { gt: at } },
    groupBy: ['movementId'],
    measures: { lines: { of: 'count' } },
    limit: 'all',
  })
  const later = new Set(lines.map((line) => line.movementId))
  return costs.filter((cost) => later.has(cost.movementId))
}

interface Place {
  readonly branch: string
  readonly itemId: string
}

interface Sums extends Place {
  value: bigint
  readonly places: Map<string, number>
}

class StockSums {
  readonly #items = new Map<string, Sums>()

  add(place: Place & { readonly locationId: string }, quantity: number): void {
    const { places } = this.#of(place)
    places.set(place.locationId, (places.get(place.locationId) ?? 0) + quantity)
  }

  addValue(place: Place, value: bigint): void {
    this.#of(place).value += value
  }

  items(): readonly ItemStock[] {
    const items: (readonly [string, ItemStock])[] = []
    for (const [key, { branch, itemId, value, places }] of this.#items) {
      const filled = [...places]
        .filter(([, quantity]) => quantity !== 0)
        .sort(([one], [other]) => (one < other ? -1 : 1))
      if (filled.length === 0 && value === 0n) continue
      const quantity = filled.reduce((sum, [, own]) => sum + own, 0)
      const shown = filled.map(([locationId, own]) => ({ locationId, quantity: own }))
      items.push([key, { branch, itemId, quantity, value, places: shown }])
    }
    return items.sort(([one], [other]) => (one < other ? -1 : 1)).map(([, item]) => item)
  }

  #of({ branch, itemId }: Place): Sums {
    const key = `${branch} ${itemId}`
    let sums = this.#items.get(key)
    if (sums === undefined) {
      sums = { branch, itemId, value: 0n, places: new Map() }
      this.#items.set(key, sums)
    }
    return sums
  }
}
