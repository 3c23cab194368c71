/** How a good adapter is broken on purpose: single methods of it are replaced. */
import type { Find, Reads, Row, StorageAdapter, StoredTable, Tx, Where } from '@calotype/core/storage'

/** A good adapter with one flaw, to prove that the suite finds it. */
export interface BrokenAdapter {
  readonly name: string
  /** What it does wrong. */
  readonly breaks: string
  /** A case that finds it. */
  readonly foundBy: string
  wrap(adapter: StorageAdapter): StorageAdapter
}

/** The methods that a flaw replaces; what it leaves out stays good. */
export interface Flaw {
  /** In snapshots and in transactions. */
  readonly reads?: (reads: Reads) => Partial<Reads>
  readonly tx?: (tx: Tx) => Partial<Tx>
  readonly store?: (adapter: StorageAdapter) => Partial<StorageAdapter>
}

/** `target` with some of its methods replaced. */
export function over<T extends object>(target: T, replaced: Partial<T>): T {
  return new Proxy(target, {
    get: (_, name) => {
      if (Object.hasOwn(replaced, name)) return Reflect.get(replaced, name)
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

export function flawed(adapter: StorageAdapter, flaw: Flaw): StorageAdapter {
  const flawedTx = (tx: Tx): Tx => over(tx, { ...flaw.reads?.(tx), ...flaw.tx?.(tx) })
  const inside = over(adapter, {
    transaction: (work, options) => adapter.transaction((tx) => work(flawedTx(tx)), options),
    snapshot: (work, options) => adapter.snapshot((reads) => work(over(reads, { ...flaw.reads?.(reads) })), options),
  })
  return over(inside, flaw.store?.(adapter) ?? {})
}

/** A broken adapter from the flaw it has. */
export const broken = (name: string, breaks: string, foundBy: string, flaw: Flaw): BrokenAdapter => ({
  name,
  breaks,
  foundBy,
  wrap: (adapter) => flawed(adapter, flaw),
})

/** Answers every row changed by `change`. */
export const changingRows = (change: (row: Row, table: StoredTable) => Row): Flaw => ({
  reads: (reads) => ({
    find: async (table, find) => (await reads.find(table, find)).map((row) => change(row, table)),
    stream: async function* (table, find) {
      for await (const row of reads.stream(table, find)) yield change(row, table)
    },
  }),
})

/** Answers a `find` otherwise, in every way of finding. */
export const finding = (find: (reads: Reads, table: StoredTable, asked: Find) => Promise<Row[]>): Flaw => ({
  reads: (reads) => ({
    find: (table, asked) => find(reads, table, asked),
    stream: async function* (table, asked) {
      yield* await find(reads, table, asked)
    },
  }),
})

/** Understands single conditions otherwise, wherever a condition can be given. */
export function understanding(change: (where: Where, table: StoredTable) => Where): Flaw {
  const changed = (where: Where, table: StoredTable): Where => {
    switch (where.kind) {
      case 'and':
        return change({ kind: 'and', all: where.all.map((one) => changed(one, table)) }, table)
      case 'or':
        return change({ kind: 'or', any: where.any.map((one) => changed(one, table)) }, table)
      case 'not':
        return change({ kind: 'not', not: changed(where.not, table) }, table)
      default:
        return change(where, table)
    }
  }
  const asked = <Q extends { readonly where?: Where | undefined }>(query: Q, table: StoredTable): Q =>
    query.where === undefined ? query : { ...query, where: changed(query.where, table) }
  return {
    reads: (reads) => ({
      find: (table, find) => reads.find(table, asked(find, table)),
      stream: (table, find) => reads.stream(table, asked(find, table)),
      aggregate: (table, aggregate) => reads.aggregate(table, asked(aggregate, table)),
    }),
    tx: (tx) => ({
      findForUpdate: (table, find, wait) => tx.findForUpdate(table, asked(find, table), wait),
      update: (table, where, set, add) => tx.update(table, changed(where, table), set, add),
      delete: (table, where) => tx.delete(table, changed(where, table)),
    }),
  }
}

/** The condition that finds exactly this row again. */
export const keyOfRow = (table: StoredTable, row: Row): Where => ({
  kind: 'and',
  all: table.primaryKey.map((column) => ({ kind: 'compare', column, is: 'eq', value: row[column] ?? null })),
})

export const everyRow = { orderBy: [], limit: 'all' } as const
