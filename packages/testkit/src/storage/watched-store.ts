/** A store of which can be asked what is in it: every row of every table that anything was ever written to. */
import type { StorageAdapter } from '@calotype/core'

type Transaction = Parameters<Parameters<StorageAdapter['transaction']>[0]>[0]
type StoredTable = Parameters<Transaction['insert']>[0]

export interface WatchedStore {
  readonly storage: StorageAdapter
  /** By table, its rows as text, in an order of their own. */
  contents(): Promise<ReadonlyMap<string, string>>
  /** The rows of a table; none before anything was written to it. */
  rows(table: string): Promise<readonly Readonly<Record<string, unknown>>[]>
}

const writes = new Set(['insert', 'accumulate', 'update', 'delete'])

export function watched(inner: StorageAdapter): WatchedStore {
  const tables = new Map<string, StoredTable>()
  const noting = (tx: Transaction): Transaction =>
    new Proxy(tx, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name)
        if (typeof member !== 'function') return member
        return (...given: unknown[]) => {
          if (writes.has(String(name))) note(given[0] as StoredTable)
          if (name === 'insertAtEnd') for (const { table } of given[0] as { table: StoredTable }[]) note(table)
          return member.apply(target, given)
        }
      },
    })
  const note = (table: StoredTable): void => void tables.set(table.name, table)
  const transaction: StorageAdapter['transaction'] = (work, options) =>
    inner.transaction((tx) => work(noting(tx)), options)
  const storage = new Proxy(inner, {
    get(target, name) {
      if (name === 'transaction') return transaction
      const member: unknown = Reflect.get(target, name)
      return typeof member === 'function' ? member.bind(target) : member
    },
  })
  const shown = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}n` : value)
  return {
    storage,
    async rows(name) {
      const table = tables.get(name)
      if (table === undefined) return []
      return inner.snapshot((reads) => reads.find(table, { orderBy: [], limit: 'all' }))
    },
    async contents() {
      const contents = new Map<string, string>()
      await inner.snapshot(async (reads) => {
        for (const [name, table] of [...tables].sort(([one], [other]) => (one < other ? -1 : 1))) {
          const rows = await reads.find(table, { orderBy: [], limit: 'all' })
          contents.set(
            name,
            rows
              .map((row) => JSON.stringify(row, shown))
              .sort()
              .join('\n'),
          )
        }
      })
      return contents
    },
  }
}
