/**
 * What pools, stock, layers, lots and totals should be by the facts: movements, their costs, and reservations. Reads only; one item
 * of one branch at a time, and each of its lines once.
 */
import type { ScopedReads } from '../storage/scoped-reads.ts'
import { type Instant, millisOf } from '../values/instant.ts'
import { periodsOf } from './add-totals.ts'
import { type CostsByLine, comparePositions, eventsOf, type LineEvent, openLayers, type Worth } from './pool-history.ts'
import { Sums } from './sums.ts'
import {
  inventoryCosts,
  inventoryItems,
  inventoryLines,
  inventoryReservations,
  type MovementLineRow,
  type StockItemRow,
} from './tables.ts'
import { layerKey } from './valuation.ts'

export interface OnHand {
  readonly onHand: number
}

export interface Stocked extends OnHand {
  readonly reserved: number
}

export interface Valued {
  readonly quantity: number
  readonly value: bigint
}

export interface Layered extends Valued {
  /** 1 while something is left. */
  readonly open: number
}

export interface Pooled extends Valued {
  readonly lastCost: bigint
  readonly lastUnits: number
  readonly lastAt: number
}

type AtLocation = { readonly locationId: string }
type OfLot = { readonly lotId: string; readonly locationId: string }
type OfReceipt = { readonly movementId: string; readonly line: number; readonly at: Instant }
type OfPeriod = { readonly period: string; readonly locationId: string; readonly kind: string }

/** Where a single thing is, and what it cost. */
export interface Thing {
  readonly locationId: string | null
  readonly cost: bigint
}

/** What follows from the facts of one item in a branch. */
export interface RebuiltItem {
  readonly item: StockItemRow
  readonly pool: Pooled
  readonly stock: Sums<AtLocation, Stocked>
  readonly lots: Sums<OfLot, OnHand>
  readonly layers: Sums<OfReceipt, Layered>
  readonly totals: Sums<OfPeriod, Valued>
  /** The single things that are there, by the ids of their serials. */
  readonly things: ReadonlyMap<string, Thing>
}

/** The items that ever moved in a branch, or are promised there, in the order of their ids. Three statements. */
export async function movedItems(store: ScopedReads, branch: string): Promise<readonly StockItemRow[]> {
  const group = { groupBy: ['itemId'], measures: {}, limit: 'all' } as const
  const moved = await store.aggregate(inventoryLines, { where: { branch }, ...group })
  const promised = await store.aggregate(inventoryReservations, { where: { branch, open: { gt: 0 } }, ...group })
  const ids = [...new Set([...moved, ...promised].map(({ itemId }) => itemId))]
  return store.find(inventoryItems, { where: { id: { in: ids } }, orderBy: ['id'], limit: 'all' })
}

/** Three statements. */
export async function rebuildItem(store: ScopedReads, branch: string, item: StockItemRow): Promise<RebuiltItem> {
  const tally = new Tally(item, await costsOfItem(store, branch, item.id))
  const where = { branch, itemId: item.id }
  let moment: MovementLineRow[] = []
  const take = () => {
    tally.add(moment.sort(comparePositions))
    moment = []
  }
  for await (const row of store.stream(inventoryLines, { where, orderBy: ['at', 'movementId', 'line'] })) {
    if (moment[0]?.at !== row.at) take()
    moment.push(row)
  }
  take()
  const promised = await store.aggregate(inventoryReservations, {
    where: { ...where, open: { gt: 0 } },
    groupBy: ['locationId'],
    measures: { open: { of: 'sum', column: 'open' } },
    limit: 'all',
  })
  for (const { locationId, open } of promised) tally.promise(locationId, open)
  return tally.rebuilt()
}

interface BookedCost {
  readonly kind: string
  readonly bookedOn: string
  readonly amount: bigint
}

async function costsOfItem(store: ScopedReads, branch: string, itemId: string) {
  const sums = await store.aggregate(inventoryCosts, {
    where: { branch, itemId },
    groupBy: ['movementId', 'line', 'kind', 'bookedOn'],
    measures: { amount: { of: 'sum', column: 'amount' } },
    limit: 'all',
  })
  const costs = new Map<string, BookedCost[]>()
  for (const { movementId, line, ...cost } of sums) {
    const key = layerKey(movementId, line)
    costs.set(key, [...(costs.get(key) ?? []), cost])
  }
  return costs
}

interface Came {
  readonly key: string
  readonly row: MovementLineRow
  readonly quantity: number
  readonly value: bigint
}

export const plusOnHand = (one: OnHand, other: OnHand): OnHand => ({ onHand: one.onHand + other.onHand })

export const plusStock = (one: Stocked, other: Stocked): Stocked => ({
  onHand: one.onHand + other.onHand,
  reserved: one.reserved + other.reserved,
})

export const plusValue = (one: Valued, other: Valued): Valued => ({
  quantity: one.quantity + other.quantity,
  value: one.value + other.value,
})

export const plusLayer = (one: Layered, other: Layered): Layered => ({
  ...plusValue(one, other),
  open: one.open + other.open,
})

/** Adds lines up in the order in which they count. */
class Tally {
  readonly #item: StockItemRow
  readonly #costs: ReadonlyMap<string, readonly BookedCost[]>
  readonly #known: CostsByLine
  readonly #stock = new Sums<AtLocation, Stocked>(plusStock)
  readonly #lots = new Sums<OfLot, OnHand>(plusOnHand)
  readonly #totals = new Sums<OfPeriod, Valued>(plusValue)
  readonly #things = new Map<string, Thing>()
  /** What came in last, the last last: at least as much as is there. */
  readonly #came: Came[] = []
  #held = 0
  #quantity = 0
  #value = 0n
  #lastAt = 0

  constructor(item: StockItemRow, costs: ReadonlyMap<string, readonly BookedCost[]>) {
    this.#item = item
    this.#costs = costs
    this.#known = new Map([...costs].map(([key, booked]) => [key, sumOf(booked)]))
  }

  /** @param moment all lines of one instant, in the order in which they count */
  add(moment: readonly MovementLineRow[]): void {
    for (const row of moment) this.#count(row)
    const events = new Map(eventsOf(moment, this.#known).map((event) => [event.row, event]))
    for (const row of moment) {
      const event = events.get(row)
      if (event !== undefined) this.#step(event)
      if (row.serialId !== null && (row.kind === 'move' || event !== undefined)) {
        this.#place(row.serialId, row, event?.quantity ?? row.quantity, event?.known.value ?? 0n)
      }
    }
  }

  #count(row: MovementLineRow): void {
    const { locationId, lotId, quantity, kind, businessDate, bookedOn } = row
    const costs = this.#costs.get(layerKey(row.movementId, row.line)) ?? []
    this.#lastAt = Math.max(this.#lastAt, millisOf(row.at))
    this.#stock.add({ locationId }, { onHand: quantity, reserved: 0 })
    if (lotId !== null) this.#lots.add({ lotId, locationId }, { onHand: quantity })
    const total = (date: string, added: { quantity: number; value: bigint }) => {
      for (const period of periodsOf(date)) this.#totals.add({ period, locationId, kind }, added)
    }
    total(businessDate, { quantity, value: 0n })
    total(bookedOn, { quantity: 0, value: row.value })
    for (const cost of costs) total(cost.bookedOn, { quantity: 0, value: cost.amount })
  }

  promise(locationId: string, open: number): void {
    this.#stock.add({ locationId }, { onHand: 0, reserved: open })
  }

  #step({ row, quantity, known: { value, variance } }: LineEvent): void {
    this.#quantity += quantity
    this.#value += value - variance
    if (quantity > 0) {
      this.#came.push({ key: layerKey(row.movementId, row.line), row, quantity, value })
      this.#held += quantity
    }
    for (;;) {
      const first = this.#came[0]
      if (first === undefined || this.#came.length === 1 || this.#held - first.quantity < this.#quantity) return
      this.#came.shift()
      this.#held -= first.quantity
    }
  }

  #place(serialId: string, { kind, locationId }: MovementLineRow, quantity: number, value: bigint): void {
    const known = this.#things.get(serialId)
    if (quantity > 0) {
      this.#things.set(serialId, { locationId, cost: kind === 'move' ? (known?.cost ?? 0n) : value })
    } else if (kind === 'move') this.#things.set(serialId, { locationId: null, cost: known?.cost ?? 0n })
    else if (quantity < 0) this.#things.delete(serialId)
  }

  rebuilt(): RebuiltItem {
    const last = this.#came.at(-1)
    const quantity = this.#quantity
    const value = this.#value
    const layers = new Sums<OfReceipt, Layered>(plusLayer)
    if (this.#item.valuation === 'fifo') {
      const rows = new Map(this.#came.map(({ key, row }) => [key, row]))
      for (const layer of openLayers(this.#came.toReversed(), { quantity, value })) {
        const row = rows.get(layer.key)
        if (row === undefined) continue
        const { movementId, line, at } = row
        layers.add({ movementId, line, at }, { quantity: layer.quantity, value: layer.value, open: 1 })
      }
    }
    return {
      item: this.#item,
      pool: {
        quantity,
        value,
        lastCost: last?.value ?? 0n,
        lastUnits: last?.quantity ?? 0,
        lastAt: this.#lastAt,
      },
      stock: this.#stock,
      lots: this.#lots,
      layers,
      totals: this.#totals,
      things: this.#things,
    }
  }
}

/** Of a line: what it turned out to be worth more, and how much of that is cost and not stock. */
function sumOf(costs: readonly BookedCost[]): Worth {
  let value = 0n
  let variance = 0n
  for (const { kind, amount } of costs) {
    if (kind === 'short') variance -= amount
    else value += amount
  }
  return { value, variance }
}
