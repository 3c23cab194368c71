/** Debits and credits of one window of the books, read at once, and the numbers that they add up to. */
import {
  closingCategory,
  type DateRange,
  ledgerLines,
  readTotalsOf,
  type Total,
  type TotalDimension,
} from '../ledger/index.ts'
import { present } from '../storage/filter.ts'
import type { ScopedReads } from '../storage/scoped-reads.ts'
import { isWithin, measured, type SelectionPart, type Window } from './selection.ts'

/** What sums may be told apart by, beside account and currency. */
export type SumDimension = Extract<TotalDimension, 'branch' | 'category' | 'shootType' | 'cash' | 'closing'>

type Sum = Omit<Total, 'method'>

/** A part of a window: one branch, category or shoot type of those that were told apart. */
export type Narrowed = Pick<Window, 'branch' | 'category' | 'shootType'>

export class Sums {
  readonly window: Window
  readonly #byCurrency = new Map<string, Map<string, Sum[]>>()

  constructor(window: Window, sums: readonly Sum[]) {
    this.window = window
    for (const sum of sums) {
      const accounts = this.#byCurrency.get(sum.currency) ?? new Map<string, Sum[]>()
      this.#byCurrency.set(sum.currency, accounts)
      const own = accounts.get(sum.account) ?? []
      accounts.set(sum.account, own)
      own.push(sum)
    }
  }

  /** The sums of several windows, none of which overlaps another, as those of one. */
  static together(window: Window, all: readonly Sums[]): Sums {
    return new Sums(
      window,
      all.flatMap((sums) => [...sums.#all()]),
    )
  }

  get currencies(): readonly string[] {
    return [...this.#byCurrency.keys()]
  }

  accounts(currency: string): readonly string[] {
    return [...(this.#byCurrency.get(currency)?.keys() ?? [])]
  }

  /** What the lines of a part add up to. */
  amount(currency: string, part: SelectionPart, narrowed: Narrowed = {}): bigint {
    let amount = 0n
    for (const sum of this.#of(currency, part, narrowed)) amount += measured(part.measure, sum)
    return amount
  }

  /** Whether a part has any line. */
  moved(currency: string, part: SelectionPart, narrowed: Narrowed = {}): boolean {
    for (const _ of this.#of(currency, part, narrowed)) return true
    return false
  }

  /** The branches, categories or shoot types of the lines of a part; empty text for lines without one. */
  values(currency: string, part: SelectionPart, of: 'branch' | 'category' | 'shootType'): ReadonlySet<string> {
    return new Set([...this.#of(currency, part, {})].map((sum) => sum[of]))
  }

  *#of(currency: string, part: SelectionPart, narrowed: Narrowed): Generator<Sum> {
    const accounts = this.#byCurrency.get(currency)
    if (accounts === undefined) return
    for (const account of part.accounts) {
      for (const sum of accounts.get(account) ?? []) {
        if (part.cash !== undefined && part.cash !== sum.cash) continue
        if (part.closing === false && sum.closing) continue
        if (isWithin(narrowed, sum)) yield sum
      }
    }
  }

  *#all(): Generator<Sum> {
    for (const accounts of this.#byCurrency.values()) for (const sums of accounts.values()) yield* sums
  }
}

export interface WantedSums {
  readonly window: Window
  /** Parts that look at `cash` or leave out closings need `cash` and `closing`. */
  readonly toldApart: readonly SumDimension[]
  /** All unless told. */
  readonly accounts?: readonly string[] | undefined
  /** True: only of entries that moved money. */
  readonly cash?: boolean | undefined
}

/** Whose cost is that of days and accounts; for one order, of its lines. */
export async function readSums(store: ScopedReads, { window, ...wanted }: WantedSums): Promise<Sums> {
  const { from, to, orderId } = window
  if (orderId !== undefined) {
    const asked = { ...askedFor({ window, ...wanted }), from, to }
    return sumsWithin(window, await readOrder(store, orderId, asked))
  }
  const [sums = new Sums(window, [])] = await readSumsOf(store, { window, ...wanted }, [{ from, to }])
  return sums
}

/** The same of several ranges of dates, with no more statements than for one. */
export async function readSumsOf(
  store: ScopedReads,
  wanted: WantedSums,
  ranges: readonly DateRange[],
): Promise<readonly Sums[]> {
  const all = await readTotalsOf(store, askedFor(wanted), ranges)
  return all.map((totals, at) => sumsWithin({ ...wanted.window, ...ranges[at] }, totals))
}

function askedFor({ window, ...wanted }: WantedSums) {
  const { branch, category, shootType } = window
  const toldApart = new Set(wanted.toldApart)
  // Totals cannot be asked for what has no category: they are told apart, and the others left out.
  if (category === null) toldApart.add('category')
  if (shootType === null) toldApart.add('shootType')
  const only = <T>(value: T | null | undefined): readonly T[] | undefined =>
    value === undefined || value === null ? undefined : [value]
  return {
    branches: only(branch),
    accounts: wanted.accounts,
    categories: only(category),
    shootTypes: only(shootType),
    cash: wanted.cash,
    groupBy: ['account', 'currency', ...toldApart] as const,
  }
}

function sumsWithin(window: Window, totals: readonly Sum[]): Sums {
  const { category, shootType } = window
  const unnamed: Narrowed = { ...(category === null ? { category } : {}), ...(shootType === null ? { shootType } : {}) }
  return new Sums(
    window,
    totals.filter((total) => isWithin(unnamed, total)),
  )
}

type Asked = ReturnType<typeof askedFor> & DateRange

/** The same of one order, by the index of its lines. */
async function readOrder(store: ScopedReads, orderId: string, asked: Asked): Promise<readonly Sum[]> {
  const { from, to, branches, accounts, categories, shootTypes, cash, groupBy } = asked
  const among = (values: readonly string[] | undefined) => (values === undefined ? undefined : { in: values })
  const ofLines = [...new Set(groupBy.map((dimension) => (dimension === 'closing' ? 'category' : dimension)))]
  const rows = await store.aggregate(ledgerLines, {
    where: {
      orderId,
      ...present({
        businessDate: from === undefined && to === undefined ? undefined : present({ gte: from, lte: to }),
        branch: among(branches),
        account: among(accounts),
        category: among(categories),
        shootType: among(shootTypes),
        cash,
      }),
    },
    groupBy: ofLines,
    measures: { debit: { of: 'sum', column: 'debit' }, credit: { of: 'sum', column: 'credit' } },
    orderBy: ofLines,
    limit: 'all',
  })
  return rows.map((row) => ({
    branch: row.branch ?? '',
    account: row.account ?? '',
    currency: row.currency ?? '',
    category: row.category ?? '',
    shootType: row.shootType ?? '',
    cash: row.cash ?? false,
    closing: row.category === closingCategory,
    debit: row.debit,
    credit: row.credit,
  }))
}
