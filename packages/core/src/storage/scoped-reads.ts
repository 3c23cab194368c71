/** Reading as rooms do it: within a tenant and its branches, by declared tables and typed filters. */
import { defineError } from '../values/calotype-error.ts'
import { CursorInvalid, decodeCursor, encodeCursor } from './cursor.ts'
import { ColumnUnknown, conditionsOf, type Filter } from './filter.ts'
import type { Measure, OrderBy, Reads, Row, Value, Where } from './port.ts'
import { ruleBroken } from './row-check.ts'
import { type Schema, type Scope, scopeConditions, storedForm } from './scope.ts'
import type { RowOf, StoredTable, Table } from './table.ts'
import type { ValueOf } from './column.ts'

/** The order of a listing: a column name, with `-` before it for the highest first. */
export type SortBy<T extends Table> = (keyof T['columns'] & string) | `-${keyof T['columns'] & string}`

export interface FindOptions<T extends Table> {
  readonly where?: Filter<RowOf<T>>
  readonly orderBy?: readonly SortBy<T>[]
  /** There is no default: say how many, or `'all'`. */
  readonly limit: number | 'all'
}

export interface PageOptions<T extends Table> {
  readonly where?: Filter<RowOf<T>>
  /** The key is added as the last column by itself, so that the order is total. */
  readonly orderBy?: readonly SortBy<T>[]
  /** Rows of one page: 1 to 1,000. */
  readonly limit: number
  /** The `next` of the page before. */
  readonly cursor?: string | undefined
}

export interface Page<R> {
  readonly items: R[]
  /** Where the next page begins; null after the last one. */
  readonly next: string | null
}

export interface AggregateOptions<T extends Table, G extends keyof T['columns'] & string, M> {
  readonly where?: Filter<RowOf<T>>
  readonly groupBy?: readonly G[]
  readonly measures: M
  /** Names of the answer, with `-` before one for the highest first. */
  readonly orderBy?: readonly string[]
  readonly limit: number | 'all'
}

export type MeasureOf<T extends Table> =
  | { readonly of: 'count' }
  | { readonly of: 'sum' | 'min' | 'max' | 'countDistinct'; readonly column: keyof T['columns'] & string }

export type AggregateRow<T extends Table, G extends keyof T['columns'] & string, M> = {
  readonly [K in G]: ValueOf<T['columns'][K]>
} & {
  readonly [K in keyof M]: M[K] extends { of: 'count' | 'countDistinct' }
    ? number
    : M[K] extends { of: 'sum'; column: infer C extends keyof T['columns'] }
      ? Exclude<ValueOf<T['columns'][C]>, null>
      : M[K] extends { of: 'min' | 'max'; column: infer C extends keyof T['columns'] }
        ? ValueOf<T['columns'][C]> | null
        : never
}

export const LimitInvalid = defineError<{ limit: string }>({
  code: 'LIMIT_INVALID',
  status: 500,
  summary: "A listing was asked for with a limit that is neither a whole number nor 'all'.",
  message: ({ limit }) => `A limit of ${limit} was asked for.`,
  mend: "Say how many rows are wanted, 0 or more, or 'all'.",
})

export const PageSizeInvalid = defineError<{ limit: number }>({
  code: 'PAGE_SIZE_INVALID',
  status: 422,
  summary: 'A page must hold 1 to 1,000 rows.',
  message: ({ limit }) => `A page of ${limit} rows was asked for.`,
  mend: 'Ask for 1 to 1,000 rows and follow `next`, or stream the listing.',
})

const directionOf = (order: string): OrderBy =>
  order.startsWith('-') ? { column: order.slice(1), direction: 'desc' } : { column: order, direction: 'asc' }

/** @throws LIMIT_INVALID */
export function checkedLimit(limit: number | 'all'): number | 'all' {
  if (limit === 'all' || (Number.isSafeInteger(limit) && limit >= 0)) return limit
  throw LimitInvalid.create({ limit: String(limit) })
}

/** Reads of one tenant. */
export class ScopedReads {
  readonly scope: Scope
  protected readonly schema: Schema
  readonly #reads: Reads

  constructor(reads: Reads, schema: Schema, scope: Scope) {
    this.#reads = reads
    this.schema = schema
    this.scope = scope
  }

  /** The row with this key (a bare value where the key is one column), or undefined. */
  async get<T extends Table>(table: T, key: KeyOf<T>): Promise<RowOf<T> | undefined> {
    const [row] = await this.find(table, { where: keyFilter(table, key) as Filter<RowOf<T>>, limit: 1 })
    return row
  }

  async find<T extends Table>(table: T, options: FindOptions<T>): Promise<RowOf<T>[]> {
    return (await this.#found(table, options, undefined)) as unknown as RowOf<T>[]
  }

  /** Only these columns of the rows: for long lists that are read often, which an index may then answer alone. */
  async findColumns<T extends Table, C extends keyof RowOf<T> & string>(
    table: T,
    columns: readonly C[],
    options: FindOptions<T>,
  ): Promise<Pick<RowOf<T>, C>[]> {
    return (await this.#found(table, options, columns)) as unknown as Pick<RowOf<T>, C>[]
  }

  async #found<T extends Table>(
    table: T,
    { where, orderBy, limit }: FindOptions<T>,
    columns: readonly string[] | undefined,
  ): Promise<Row[]> {
    await this.settle(table)
    const stored = storedForm(this.schema, table)
    return this.#reads.find(stored, {
      where: this.conditions(table, stored, where),
      orderBy: this.order(stored, orderBy),
      limit: checkedLimit(limit),
      columns,
    })
  }

  /** A page in a total order; follow `next` until it is null. */
  async page<T extends Table>(table: T, options: PageOptions<T>): Promise<Page<RowOf<T>>> {
    if (!Number.isInteger(options.limit) || options.limit < 1 || options.limit > 1000) {
      throw PageSizeInvalid.create({ limit: options.limit })
    }
    await this.settle(table)
    const stored = storedForm(this.schema, table)
    const orderBy = this.order(stored, options.orderBy)
    const last = orderBy.at(-1)?.direction ?? 'asc'
    for (const column of table.key) {
      if (!orderBy.some((by) => by.column === column)) orderBy.push({ column, direction: last })
    }
    const rows = await this.#reads.find(stored, {
      where: this.conditions(table, stored, options.where),
      orderBy,
      limit: options.limit + 1,
      after: options.cursor === undefined ? undefined : this.#after(stored, orderBy, options.cursor),
    })
    const items = rows.slice(0, options.limit)
    const end = items.at(-1)
    const next =
      rows.length > items.length && end !== undefined
        ? encodeCursor(
            orderBy,
            orderBy.map((by) => end[by.column] as Value),
          )
        : null
    return { items: items as unknown as RowOf<T>[], next }
  }

  /** Every row that fits, one by one, in bounded memory. */
  async *stream<T extends Table>(
    table: T,
    options: { readonly where?: Filter<RowOf<T>>; readonly orderBy?: readonly SortBy<T>[] } = {},
  ): AsyncGenerator<RowOf<T>> {
    await this.settle(table)
    const stored = storedForm(this.schema, table)
    const rows = this.#reads.stream(stored, {
      where: this.conditions(table, stored, options.where),
      orderBy: this.order(stored, options.orderBy),
      limit: 'all',
    })
    for await (const row of rows) yield row as unknown as RowOf<T>
  }

  /** Counts and exact sums, by group. Without `groupBy` the answer is one row. */
  async aggregate<
    T extends Table,
    const G extends keyof T['columns'] & string,
    const M extends Readonly<Record<string, MeasureOf<T>>>,
  >(table: T, options: AggregateOptions<T, G, M>): Promise<AggregateRow<T, G, M>[]> {
    await this.settle(table)
    const stored = storedForm(this.schema, table)
    const rows = await this.#reads.aggregate(stored, {
      where: this.conditions(table, stored, options.where),
      groupBy: options.groupBy ?? [],
      measures: options.measures as Readonly<Record<string, Measure>>,
      orderBy: (options.orderBy ?? []).map(directionOf),
      limit: checkedLimit(options.limit),
    })
    return rows as unknown as AggregateRow<T, G, M>[]
  }

  #after(stored: StoredTable, orderBy: readonly OrderBy[], cursor: string): readonly Value[] {
    const values = decodeCursor(orderBy, cursor)
    for (const [place, { column }] of orderBy.entries()) {
      const declared = stored.columns[column]
      const rule = declared === undefined ? 'is unknown' : ruleBroken({ ...declared, nullable: true }, values[place])
      if (rule !== undefined) throw CursorInvalid.create({ reason: 'it does not fit this listing' })
    }
    return values
  }

  /** Called before a table is read; the store of a command sends its waiting rows here. */
  protected async settle(_table: Table): Promise<void> {}

  protected conditions(table: Table, stored: StoredTable, filter: object | undefined): Where {
    const all = scopeConditions(this.scope, table)
    if (filter !== undefined) conditionsOf(stored, filter, all)
    return { kind: 'and', all }
  }

  protected order(stored: StoredTable, orders: readonly string[] | undefined): OrderBy[] {
    return (orders ?? []).map((order) => {
      const by = directionOf(order)
      if (!Object.hasOwn(stored.columns, by.column)) {
        throw ColumnUnknown.create({ table: stored.name, column: by.column, known: Object.keys(stored.columns) })
      }
      return by
    })
  }
}

/** A key: the bare value of a one-column key, or an object with every column of the key. */
export type KeyOf<T extends Table> = string | { readonly [K in keyof T['columns']]?: ValueOf<T['columns'][K]> }

export function keyFilter<T extends Table>(table: T, key: KeyOf<T>): Row {
  const [first] = table.key
  if (typeof key === 'string' && first !== undefined && table.key.length === 1) return { [first]: key }
  const given = key as Row
  const filter: Record<string, Value> = {}
  for (const column of table.key) {
    const value = typeof key === 'string' ? undefined : given[column]
    if (value === undefined)
      throw ColumnUnknown.create({ table: table.name, column: `${column} (of the key)`, known: table.key })
    filter[column] = value
  }
  return filter
}
