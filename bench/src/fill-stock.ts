/**
 * Fills a store with movements of stock over three years, ending on a date: receipts and issues of many items, spread evenly over the
 * days, with the sums that follow from them. Copies of one real voucher under fresh ids and dates, inserted through the storage
 * port. None is sealed.
 */
import type { Row, StorageAdapter, StoredTable } from '@calotype/core'
import { createIdFactory } from '@calotype/core/values'

export const daysFilled = 1096
const movementsOfABatch = 5000
const dayMs = 86_400_000
const pieceCost = 1000n

interface Total {
  quantity: number
  value: bigint
}

export class StockFiller {
  readonly #storage: StorageAdapter
  readonly #table: (name: string) => StoredTable
  readonly #firstDay: number
  readonly #newId = createIdFactory()
  readonly #totals = new Map<string, Total>()
  readonly #onHand = new Map<string, number>()

  /** `lastDay` is a date `YYYY-MM-DD`: that of the last movement. */
  constructor(storage: StorageAdapter, table: (name: string) => StoredTable, lastDay: string) {
    this.#storage = storage
    this.#table = table
    this.#firstDay = Date.parse(lastDay) - (daysFilled - 1) * dayMs
  }

  /** The store must hold a movement of one of the items; what it holds of their stock, pools and totals is replaced. */
  async fill(movements: number, itemIds: readonly string[]): Promise<void> {
    const model = await this.#models()
    for (let made = 0; made < movements; made += movementsOfABatch) {
      await this.#batch(model, made, Math.min(made + movementsOfABatch, movements), movements, itemIds)
    }
    await this.#keepSums(model)
  }

  async #models() {
    const first = async (name: string): Promise<Row> => {
      const table = this.#table(name)
      const [row] = await this.#storage.snapshot((reads) => reads.find(table, { orderBy: [], limit: 1 }))
      if (row === undefined) throw new Error(`there is no row of ${name} to copy`)
      return row
    }
    return {
      movement: await first('inventory_movements'),
      line: await first('inventory_lines'),
      pool: await first('inventory_pools'),
      stock: await first('inventory_stock'),
      total: await first('inventory_totals'),
    }
  }

  async #batch(
    model: { readonly movement: Row; readonly line: Row },
    from: number,
    to: number,
    all: number,
    itemIds: readonly string[],
  ): Promise<void> {
    const movements: Row[] = []
    const lines: Row[] = []
    for (let at = from; at < to; at++) {
      const movementId = this.#newId()
      const day = Math.floor((at * daysFilled) / all)
      const businessDate = new Date(this.#firstDay + day * dayMs).toISOString().slice(0, 10)
      const itemId = itemIds[(at * 7919) % itemIds.length] ?? ''
      const kind = (this.#onHand.get(itemId) ?? 0) < 5 ? 'receipt' : 'issue'
      const quantity = kind === 'receipt' ? 20 : -1 - (at % 4)
      this.#onHand.set(itemId, (this.#onHand.get(itemId) ?? 0) + quantity)
      const told = { kind, businessDate, bookedOn: businessDate, at: `${businessDate}T04:00:00.000Z` }
      movements.push({ ...model.movement, ...told, id: movementId, number: `F-${at}` })
      const value = BigInt(quantity) * pieceCost
      lines.push({ ...model.line, ...told, movementId, line: 1, itemId, quantity, value })
      for (const period of [businessDate, businessDate.slice(0, 7), businessDate.slice(0, 4)]) {
        const key = `${period} ${itemId} ${kind}`
        const total = this.#totals.get(key) ?? { quantity: 0, value: 0n }
        this.#totals.set(key, total)
        total.quantity += quantity
        total.value += value
      }
    }
    await this.#storage.transaction(async (tx) => {
      await tx.insert(this.#table('inventory_movements'), movements)
      await tx.insert(this.#table('inventory_lines'), lines)
    })
  }

  async #keepSums(model: { readonly pool: Row; readonly stock: Row; readonly total: Row }): Promise<void> {
    const totals = [...this.#totals].map(([key, sums]) => {
      const [period = '', itemId = '', kind = ''] = key.split(' ')
      return { ...model.total, period, itemId, kind, ...sums }
    })
    const stock: Row[] = []
    const pools: Row[] = []
    for (const [itemId, onHand] of this.#onHand) {
      stock.push({ ...model.stock, itemId, onHand, reserved: 0 })
      pools.push({ ...model.pool, itemId, quantity: onHand, value: BigInt(onHand) * pieceCost })
    }
    await this.#storage.transaction(async (tx) => {
      await tx.accumulate(this.#table('inventory_stock'), stock, ['onHand'])
      await tx.accumulate(this.#table('inventory_pools'), pools, ['quantity', 'value'])
    })
    const step = 20_000
    for (let at = 0; at < totals.length; at += step) {
      const part = totals.slice(at, at + step)
      await this.#storage.transaction(async (tx) => {
        await tx.accumulate(this.#table('inventory_totals'), part, ['quantity', 'value'])
      })
    }
  }
}
