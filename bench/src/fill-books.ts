/**
 * Fills a store with journal entries over three years, ending on a date: receipts, deliveries, costs and expenses of three
 * branches, spread evenly over the days. Copies of one real entry under fresh ids, dates, accounts and dimensions, inserted
 * through the storage port: the fastest way which still takes every row through the adapter. Entries and lines only, and
 * none is sealed.
 */
import type { Row, StorageAdapter, StoredTable } from '@calotype/core'
import { createIdFactory } from '@calotype/core/values'

/** Entries of one transaction: about 10,000 rows. */
const entriesOfABatch = 3000
export const daysFilled = 1096
const dayMs = 86_400_000

const branches = ['main', 'south', 'north'] as const
const categories = ['package', 'album', 'makeup', 'second-sale', 'product'] as const
const shootTypes = ['wedding', 'children', 'maternity', 'portrait', null] as const

interface Leg {
  readonly account: string
  /** Above zero is a debit. */
  readonly minor: bigint
  readonly sold?: boolean
}

interface Shape {
  readonly kind: string
  readonly cash: boolean
  readonly ofOrder: boolean
  readonly legs: (size: bigint, at: number) => readonly Leg[]
}

const expenses = ['Rent', 'Utilities', 'Marketing', 'Repairs', 'Payroll:Gross'] as const
const ways = ['Cash:Till:main', 'Clearing:WeChat', 'Clearing:Alipay', 'Clearing:Card'] as const
const pick = <T>(from: readonly [T, ...T[]], at: number): T => from[at % from.length] ?? from[0]

/** Ten entries: four receipts, three deliveries, two costs, one expense. */
const receipt: Shape = {
  kind: 'receipt',
  cash: true,
  ofOrder: true,
  legs: (size, at) => [
    { account: pick(ways, at), minor: size },
    { account: 'CustomerDeposits', minor: -size },
  ],
}
const delivery: Shape = {
  kind: 'recognition',
  cash: false,
  ofOrder: true,
  legs: (size) => [
    { account: 'CustomerDeposits', minor: size },
    { account: 'Income:Discounts', minor: size / 10n, sold: true },
    { account: 'Income:Package', minor: -size - size / 10n, sold: true },
  ],
}
const cost: Shape = {
  kind: 'manual',
  cash: false,
  ofOrder: true,
  legs: (size) => [
    { account: 'COGS:Albums', minor: size / 5n + 1n, sold: true },
    { account: 'Inventory:Albums', minor: -(size / 5n + 1n) },
  ],
}
const expense: Shape = {
  kind: 'manual',
  cash: true,
  ofOrder: false,
  legs: (size, at) => [
    { account: pick(expenses, at), minor: size },
    { account: 'Bank:icbc', minor: -size },
  ],
}
const mix = [receipt, delivery, cost, receipt, delivery, expense, receipt, delivery, cost, receipt] as const

export class BookFiller {
  readonly #storage: StorageAdapter
  readonly #tables: { readonly entries: StoredTable; readonly lines: StoredTable }
  readonly #firstDay: number
  readonly #newId = createIdFactory()
  #orderIds: string[] = []

  /** `lastDay` is a date `YYYY-MM-DD`: that of the last entry. */
  constructor(storage: StorageAdapter, table: (name: string) => StoredTable, lastDay: string) {
    this.#storage = storage
    this.#tables = { entries: table('ledger_entries'), lines: table('ledger_lines') }
    this.#firstDay = Date.parse(lastDay) - (daysFilled - 1) * dayMs
  }

  /** Answers how many rows that took; the store must hold one entry to copy. */
  async fill(entries: number): Promise<number> {
    const model = await this.#readModel()
    let rows = 0
    for (let made = 0; made < entries; made += entriesOfABatch) {
      rows += await this.#batch(model, made, Math.min(made + entriesOfABatch, entries), entries)
    }
    return rows
  }

  async #readModel(): Promise<{ readonly entry: Row; readonly line: Row }> {
    const first = { orderBy: [], limit: 'all' } as const
    const [entry] = await this.#storage.snapshot((reads) => reads.find(this.#tables.entries, first))
    const [line] = await this.#storage.snapshot((reads) => reads.find(this.#tables.lines, first))
    if (entry === undefined || line === undefined) throw new Error('there is no entry to copy')
    return { entry, line }
  }

  async #batch(model: { entry: Row; line: Row }, from: number, to: number, all: number): Promise<number> {
    const entries: Row[] = []
    const lines: Row[] = []
    for (let at = from; at < to; at++) {
      const shape = pick(mix, at)
      const id = this.#newId()
      const businessDate = new Date(this.#firstDay + Math.floor((at * daysFilled) / all) * dayMs)
        .toISOString()
        .slice(0, 10)
      const branch = pick(branches, at * 7)
      if (at % 5 === 0) this.#orderIds = [this.#newId(), ...this.#orderIds.slice(0, 50)]
      const orderId = shape.ofOrder ? (this.#orderIds[at % this.#orderIds.length] ?? null) : null
      const size = BigInt(1000 + ((at * 7919) % 90_000))
      const told = { branch, businessDate, orderId }
      entries.push({ ...model.entry, ...told, id, kind: shape.kind, amount: size })
      for (const [line, { account, minor, sold }] of shape.legs(size, at * 13).entries()) {
        lines.push({
          ...model.line,
          ...told,
          entryId: id,
          line: line + 1,
          account,
          debit: minor > 0n ? minor : 0n,
          credit: minor < 0n ? -minor : 0n,
          category: sold === true ? pick(categories, at * 3) : null,
          shootType: sold === true ? pick(shootTypes, at * 11) : null,
          cash: shape.cash,
        })
      }
    }
    await this.#storage.transaction(async (tx) => {
      await tx.insert(this.#tables.entries, entries)
      await tx.insert(this.#tables.lines, lines)
    })
    return entries.length + lines.length
  }
}
