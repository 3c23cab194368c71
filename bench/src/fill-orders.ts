/**
 * Fills a store with orders of three lines, a customer for every five of them, 300 orders a day: copies of one real order
 * under fresh ids, numbers and dates, inserted through the storage port. That is the fastest way which still takes every
 * row through the adapter; only the rows that a list reads are made, and no ledger, audit or outbox beside them.
 */
import type { Row, StorageAdapter, StoredTable } from '@calotype/core'
import { createIdFactory } from '@calotype/core/values'

/** Orders of one transaction: about 10,000 rows. */
const ordersOfABatch = 2500
const ordersOfACustomer = 5
const ordersOfADay = 300
const dayMs = 86_400_000

export class OrderFiller {
  readonly #storage: StorageAdapter
  readonly #tables: { readonly [name in 'customers' | 'orders' | 'lines']: StoredTable }
  readonly #vary: (line: Row, made: number) => Row
  readonly #newId = createIdFactory()
  readonly #customerIds: string[] = []
  #model: { readonly customer: Row; readonly order: Row; readonly lines: readonly Row[] } | undefined
  /** Orders that stand, the model left out. */
  made = 0

  /** `vary` makes of the copy of a line what is to be stored, `made` being the lines before it. */
  constructor(
    storage: StorageAdapter,
    table: (name: string) => StoredTable,
    vary: (line: Row, made: number) => Row = (line) => line,
  ) {
    this.#storage = storage
    this.#vary = vary
    this.#tables = { customers: table('customers'), orders: table('orders'), lines: table('orders_lines') }
  }

  /** Goes on until so many stand, and answers how many rows that took; the first order of the store is what is copied. */
  async upTo(orders: number): Promise<number> {
    let rows = 0
    while (this.made < orders) rows += await this.#batch(Math.min(ordersOfABatch, orders - this.made))
    return rows
  }

  async #readModel() {
    const all = { orderBy: [], limit: 'all' } as const
    const read = (table: StoredTable) => this.#storage.snapshot((reads) => reads.find(table, all))
    const [customer] = await read(this.#tables.customers)
    const [order] = await read(this.#tables.orders)
    if (customer === undefined || order === undefined) throw new Error('there is no order to copy')
    const lines = (await read(this.#tables.lines)).filter((line) => line['orderId'] === order['id'])
    return { customer, order, lines }
  }

  async #batch(count: number): Promise<number> {
    this.#model ??= await this.#readModel()
    const model = this.#model
    const customers: Row[] = []
    const orders: Row[] = []
    const lines: Row[] = []
    for (const end = this.made + count; this.made < end; this.made++) {
      if (this.made % ordersOfACustomer === 0) {
        const id = this.#newId()
        customers.push({ ...model.customer, id, number: `B${this.#customerIds.length}` })
        this.#customerIds.push(id)
      }
      const id = this.#newId()
      // A long stride spreads the orders over all customers so far.
      const customerId = this.#customerIds[(this.made * 7919) % this.#customerIds.length] ?? ''
      const date = new Date(Date.UTC(2015, 0, 1) + Math.floor(this.made / ordersOfADay) * dayMs)
      const day = date.toISOString().slice(0, 10)
      orders.push({ ...model.order, id, customerId, number: `B${this.made}`, bookedDate: day })
      for (const line of model.lines) {
        const copy = { ...line, id: this.#newId(), orderId: id, customerId, soldDate: day, stageDate: day }
        lines.push(this.#vary(copy, this.made * model.lines.length + Number(line['line']) - 1))
      }
    }
    await this.#storage.transaction(async (tx) => {
      await tx.insert(this.#tables.customers, customers)
      await tx.insert(this.#tables.orders, orders)
      await tx.insert(this.#tables.lines, lines)
    })
    return customers.length + orders.length + lines.length
  }
}
