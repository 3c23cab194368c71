import type { Column, Value } from '../column.ts'
import type { Row } from '../port.ts'
import type { Index, StoredTable } from '../table.ts'
import { CommitLog } from './commit-log.ts'
import { refused } from './failure.ts'
import { HashIndex, keyText } from './hash-index.ts'
import { RowChain } from './row-chain.ts'
import { kept, type StoredColumn } from './stored-column.ts'

/** How a table stands in the store. */
export interface TableShape {
  readonly name: string
  readonly columns: readonly StoredColumn[]
  readonly primaryKey: readonly string[]
  readonly uniques: readonly Index[]
  readonly indexes: readonly Index[]
}

/** The rows of one table, by primary key, with its unique constraints and whatever ways in were needed so far. */
export class TableData {
  readonly shape: TableShape
  readonly rows = new Map<string, RowChain>()
  readonly log: CommitLog | undefined
  /** In the order of `shape.uniques`. */
  readonly uniques: readonly { readonly name: string; readonly hash: HashIndex }[]
  /** Column lists through which rows may be found, the most telling first. */
  readonly ways: readonly (readonly string[])[]
  readonly #hashes = new Map<string, HashIndex>()
  readonly #columns: ReadonlyMap<string, Column>
  readonly #projections = new WeakMap<StoredTable, readonly string[] | 'whole'>()

  /** A table of this shape, empty or with the committed rows of `source`, each passed through `reshape`. */
  constructor(shape: TableShape, isLog: boolean, source?: TableData, reshape: (row: Row) => Row = (row) => row) {
    this.shape = shape
    this.#columns = new Map(shape.columns.map(({ name, column }) => [name, column]))
    this.uniques = shape.uniques.map(({ name, columns }) => ({ name, hash: this.#hash(columns) }))
    const lists = [shape.primaryKey, ...shape.uniques.map((one) => one.columns)]
    const prefixes = [...lists, ...shape.indexes.map((one) => one.columns)].flatMap((columns) =>
      columns.map((_, at) => columns.slice(0, at + 1)),
    )
    this.ways = [...lists, ...prefixes.sort((a, b) => b.length - a.length)]
    for (const [key, { newest }] of source?.rows ?? []) {
      if (!newest?.row) continue
      const chain = new RowChain(this.rows, key)
      const row = reshape(newest.row)
      chain.newest = { row, seq: newest.seq, position: newest.position, older: undefined }
      this.rows.set(key, chain)
      this.enter(chain, row)
    }
    this.log = source?.log?.movedTo(this.rows) ?? (isLog ? new CommitLog() : undefined)
  }

  readonly columnOf = (name: string): Column => {
    const column = this.#columns.get(name)
    if (column === undefined) throw refused(`table ${this.shape.name} has no column "${name}"`)
    return column
  }

  /** A row to store: every column, in canonical form, frozen. */
  rowOf(given: Row): Row {
    const row: Record<string, Value> = {}
    for (const { name, column, fallback } of this.shape.columns) {
      row[name] = kept(`${this.shape.name}.${name}`, column, given[name] === undefined ? fallback : given[name])
    }
    return Object.freeze(row)
  }

  keyOf(row: Row): string {
    const key = keyText(this.shape.primaryKey.map((name) => row[name]))
    if (key === undefined) throw refused(`a row of ${this.shape.name} has a null in its key`)
    return key
  }

  /** The index over these columns, built when it is first needed and kept from then on. */
  hashOver(columns: readonly string[]): HashIndex {
    const standing = this.#hashes.get(columns.join())
    if (standing !== undefined) return standing
    const hash = this.#hash(columns)
    for (const chain of this.rows.values()) {
      if (chain.pending) hash.add(chain, chain.pending)
      for (let version = chain.newest; version !== undefined; version = version.older) {
        if (version.row !== null) hash.add(chain, version.row)
      }
    }
    return hash
  }

  /** What stands in all the indexes that were built. */
  get indexEntries(): number {
    let count = 0
    for (const hash of this.#hashes.values()) count += hash.entries
    return count
  }

  enter(chain: RowChain, row: Row): void {
    for (const hash of this.#hashes.values()) hash.add(chain, row)
  }

  leave(chain: RowChain, row: Row): void {
    for (const hash of this.#hashes.values()) hash.remove(chain, row)
  }

  /** Sets what the holder of the row's lock has written and not committed. */
  setPending(chain: RowChain, row: Row | null | undefined): void {
    const before = chain.pending
    chain.pending = row
    if (row) this.enter(chain, row)
    if (before) this.leave(chain, before)
  }

  /** Makes the pending write of a row its newest version. */
  commit(chain: RowChain, seq: number): void {
    const row = chain.pending
    if (row === undefined) return
    const before = chain.newest
    const fresh = !before?.row
    chain.pending = undefined
    if (row === null && fresh) return
    const position = row !== null && fresh ? (this.log?.append(chain) ?? 0) : (before?.position ?? 0)
    chain.newest = { row, seq, position, older: before }
  }

  /** Frees the versions of a row that no snapshot from `oldest` on can see. */
  prune(chain: RowChain, oldest: number): void {
    const needed = chain.versionAt(oldest)
    if (needed === undefined) return
    let dropped = needed.older
    needed.older = undefined
    if (needed === chain.newest && needed.row === null) {
      chain.newest = undefined
      if (needed.position > 0) this.log?.forget()
    }
    for (; dropped !== undefined; dropped = dropped.older) if (dropped.row !== null) this.leave(chain, dropped.row)
    chain.freed()
  }

  /** A stored row in the columns that `table` declares: newer code may have added others. */
  shown(table: StoredTable, row: Row): Row {
    let names = this.#projections.get(table)
    if (names === undefined) {
      names = Object.keys(table.columns)
      for (const name of names) this.columnOf(name)
      if (names.length === this.shape.columns.length) names = 'whole'
      this.#projections.set(table, names)
    }
    if (names === 'whole') return row
    return Object.freeze(Object.fromEntries(names.map((name) => [name, row[name] ?? null])))
  }

  #hash(columns: readonly string[]): HashIndex {
    const standing = this.#hashes.get(columns.join())
    if (standing !== undefined) return standing
    const hash = new HashIndex(columns)
    this.#hashes.set(columns.join(), hash)
    return hash
  }
}
