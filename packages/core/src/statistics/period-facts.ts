/** What the numbers of a period are made of: aggregates, each read once however many numbers need it. */
import type { QueryContext } from '../engine/context.ts'
import {
  accounts,
  exchangeAccount,
  ledgerCommitments,
  ledgerEntries,
  ledgerLines,
  movedCategory,
  readArrears,
  returnedCategory,
} from '../ledger/index.ts'
import { orders, ordersLines } from '../orders/index.ts'
import { Money } from '../values/money.ts'
import type { Period } from './period.ts'

/** Foreign money is balanced in the studio's currency on an account of its own for each currency. */
const exchangeLead = exchangeAccount('')

export interface CountAndAmount {
  readonly count: number
  readonly amount: Money
}

export interface MethodTotal {
  readonly method: string
  /** Whether it pays from stored value: that money came when the value was topped up. */
  readonly stored: boolean
  readonly moneyIn: Money
  readonly moneyOut: Money
}

export interface CategoryTotal {
  readonly category: string
  readonly lines: number
  readonly quantity: string
  readonly amount: Money
}

/** The aggregates of one period within one query. Statements do not grow with what is stored in the period. */
export class PeriodFacts {
  readonly period: Period
  readonly #context: QueryContext
  readonly #read = new Map<string, Promise<unknown>>()

  constructor(context: QueryContext, period: Period) {
    this.#context = context
    this.period = period
  }

  /** Everybody who booked, orders cancelled since included. */
  booked(): Promise<{ readonly customers: number; readonly orders: number }> {
    return this.#once('booked', async () => {
      const [row] = await this.#context.store.aggregate(orders, {
        where: { ...this.#branch, bookedDate: this.#days },
        measures: { orders: { of: 'count' }, customers: { of: 'countDistinct', column: 'customerId' } },
        limit: 1,
      })
      return { customers: row?.customers ?? 0, orders: row?.orders ?? 0 }
    })
  }

  /** The orders booked and not cancelled, at what they cost now. */
  orders(): Promise<CountAndAmount> {
    return this.#once('orders', async () => {
      const [row] = await this.#context.store.aggregate(orders, {
        where: { ...this.#branch, bookedDate: this.#days, status: { ne: 'cancelled' } },
        measures: { count: { of: 'count' }, amount: { of: 'sum', column: 'total' } },
        limit: 1,
      })
      return { count: row?.count ?? 0, amount: this.money(row?.amount ?? 0n) }
    })
  }

  /** The lines sold and not cancelled, by category. */
  categories(): Promise<readonly CategoryTotal[]> {
    return this.#once('categories', async () => {
      const rows = await this.#context.store.aggregate(ordersLines, {
        where: { ...this.#branch, soldDate: this.#days, stage: { ne: 'cancelled' } },
        groupBy: ['category'],
        measures: {
          lines: { of: 'count' },
          quantity: { of: 'sum', column: 'quantity' },
          amount: { of: 'sum', column: 'amount' },
        },
        orderBy: ['-amount', 'category'],
        limit: 'all',
      })
      return rows.map((row) => ({ ...row, amount: this.money(row.amount) }))
    })
  }

  /** The second sales (二销) among the lines sold and not cancelled. */
  secondSales(): Promise<CountAndAmount> {
    return this.#once('secondSales', async () => {
      const [row] = await this.#context.store.aggregate(ordersLines, {
        where: { ...this.#branch, soldDate: this.#days, stage: { ne: 'cancelled' }, origin: 'secondSale' },
        measures: { count: { of: 'count' }, amount: { of: 'sum', column: 'amount' } },
        limit: 1,
      })
      return { count: row?.count ?? 0, amount: this.money(row?.amount ?? 0n) }
    })
  }

  /** What was handed over. */
  pickups(): Promise<{ readonly customers: number; readonly orders: number; readonly amount: Money }> {
    return this.#once('pickups', async () => {
      const [row] = await this.#context.store.aggregate(ordersLines, {
        where: { ...this.#branch, pickedUpDate: this.#days },
        measures: {
          customers: { of: 'countDistinct', column: 'customerId' },
          orders: { of: 'countDistinct', column: 'orderId' },
          amount: { of: 'sum', column: 'amount' },
        },
        limit: 1,
      })
      return { customers: row?.customers ?? 0, orders: row?.orders ?? 0, amount: this.money(row?.amount ?? 0n) }
    })
  }

  /** Payments as they were taken: before refunds, bonds included. */
  async receipts(): Promise<CountAndAmount> {
    return (await this.#moneyEntries()).receipts
  }

  /** Whatever gave money back: refunds, and cancellations that refund at once; bonds included. */
  async refunds(): Promise<CountAndAmount> {
    const { receipts, others } = await this.#moneyEntries()
    const net = (await this.methods()).map(({ moneyIn, moneyOut }) => moneyIn.minus(moneyOut))
    // The lines by which money moves are the fact; the amount of a cancellation's entry also holds what was forfeited.
    return { count: others, amount: receipts.amount.minus(Money.sum(receipts.amount.currency, net)) }
  }

  /** Entries by which money moved. */
  #moneyEntries(): Promise<{ readonly receipts: CountAndAmount; readonly others: number }> {
    return this.#once('moneyEntries', async () => {
      const rows = await this.#context.store.aggregate(ledgerEntries, {
        where: { ...this.#branch, businessDate: this.#days, methods: { ne: null } },
        groupBy: ['kind'],
        measures: { count: { of: 'count' }, amount: { of: 'sum', column: 'amount' } },
        limit: 'all',
      })
      const receipt = rows.find((row) => row.kind === 'receipt')
      const all = rows.reduce((sum, row) => sum + row.count, 0)
      return {
        receipts: { count: receipt?.count ?? 0, amount: this.money(receipt?.amount ?? 0n) },
        others: all - (receipt?.count ?? 0),
      }
    })
  }

  /** Money that came and went, by method; foreign money by its currency, at what it was worth. */
  methods(): Promise<readonly MethodTotal[]> {
    return this.#once('methods', async () => {
      const foreign = { leg: { ne: null }, account: { startsWith: exchangeLead } }
      const rows = await this.#context.store.aggregate(ledgerLines, {
        where: {
          ...this.#branch,
          businessDate: this.#days,
          currency: this.#context.studio.currency,
          anyOf: [{ method: { ne: null } }, foreign],
        },
        groupBy: ['method', 'account'],
        measures: { moneyIn: { of: 'sum', column: 'debit' }, moneyOut: { of: 'sum', column: 'credit' } },
        limit: 'all',
      })
      const totals = new Map<string, MethodTotal>()
      for (const { method: named, account, moneyIn, moneyOut } of rows) {
        const method = named ?? account.slice(exchangeLead.length)
        const before = totals.get(method)
        totals.set(method, {
          method,
          stored: account === accounts.storedValue || account === accounts.storedValueGiven,
          moneyIn: this.money(moneyIn).plus(before?.moneyIn ?? this.money(0n)),
          moneyOut: this.money(moneyOut).plus(before?.moneyOut ?? this.money(0n)),
        })
      }
      return [...totals.values()].sort((one, other) => (one.method < other.method ? -1 : 1))
    })
  }

  /** Bonds taken and given back or kept: security that is held, not turnover. */
  async bonds(): Promise<{ readonly taken: Money; readonly released: Money }> {
    const { debit, credit } = await this.account(accounts.rentalBonds)
    return { taken: credit, released: debit }
  }

  /** What an account was credited and debited in the period. */
  async account(code: string): Promise<{ readonly debit: Money; readonly credit: Money }> {
    const byAccount = await this.#once('accounts', async () => {
      const rows = await this.#context.store.aggregate(ledgerLines, {
        // What only changed hands was neither paid nor delivered, and what came back from a delivery was paid before.
        where: {
          ...this.#branch,
          businessDate: this.#days,
          account: { in: followed },
          allOf: [{ category: { ne: movedCategory } }, { category: { ne: returnedCategory } }],
        },
        groupBy: ['account'],
        measures: { debit: { of: 'sum', column: 'debit' }, credit: { of: 'sum', column: 'credit' } },
        limit: 'all',
      })
      return new Map(rows.map((row) => [row.account, { debit: this.money(row.debit), credit: this.money(row.credit) }]))
    })
    return byAccount.get(code) ?? { debit: this.money(0n), credit: this.money(0n) }
  }

  /** The balance of an account at the end of the period, debits above zero. */
  async balance(code: string): Promise<Money> {
    const byAccount = await this.#once('balances', async () => {
      const rows = await this.#context.store.aggregate(ledgerLines, {
        where: { ...this.#branch, businessDate: { lte: this.period.to }, account: { in: followed } },
        groupBy: ['account'],
        measures: { debit: { of: 'sum', column: 'debit' }, credit: { of: 'sum', column: 'credit' } },
        limit: 'all',
      })
      return new Map(rows.map((row) => [row.account, this.money(row.debit - row.credit)]))
    })
    return byAccount.get(code) ?? this.money(0n)
  }

  /** What customers still owe of their contracts, now. */
  outstanding(): Promise<CountAndAmount> {
    return this.#once('outstanding', () => this.#owing())
  }

  /** The part of it that was due before the last day of the period was over. */
  arrears(): Promise<CountAndAmount> {
    return this.#once('arrears', () =>
      readArrears(this.#context.store, {
        where: { ...this.#branch, owing: true },
        today: this.period.to,
        currency: this.#context.studio.currency,
      }),
    )
  }

  money(minor: bigint): Money {
    return Money.ofMinor(minor, this.#context.studio.currency)
  }

  async #owing(): Promise<CountAndAmount> {
    const [row] = await this.#context.store.aggregate(ledgerCommitments, {
      where: { ...this.#branch, owing: true },
      measures: { count: { of: 'count' }, amount: { of: 'sum', column: 'outstanding' } },
      limit: 1,
    })
    return { count: row?.count ?? 0, amount: this.money(row?.amount ?? 0n) }
  }

  get #days(): { readonly gte: string; readonly lte: string } {
    return { gte: this.period.from, lte: this.period.to }
  }

  get #branch(): { readonly branch?: string } {
    return this.period.branch === undefined ? {} : { branch: this.period.branch }
  }

  #once<T>(name: string, read: () => Promise<T>): Promise<T> {
    const known = this.#read.get(name) as Promise<T> | undefined
    if (known !== undefined) return known
    const reading = read()
    this.#read.set(name, reading)
    return reading
  }
}

const followed: readonly string[] = [accounts.customerDeposits, accounts.receivables, accounts.rentalBonds]
