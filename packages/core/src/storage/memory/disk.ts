import { ConnectionLost, StorageFull } from '../errors.ts'
import { refused, storeName } from './failure.ts'
import { Gate } from './gate.ts'
import { History } from './history.ts'
import { KeyLock } from './locks.ts'
import type { TableData } from './table-data.ts'

/** What a disk holds, for tests that look for leaks. */
export interface MemoryContents {
  /** Rows that stand, or are still remembered for a snapshot, a lock or an open transaction. */
  readonly rows: number
  /** Committed versions of them; as many as rows when no snapshot is open. */
  readonly versions: number
  /** Entries of unique constraints, and of the indexes that were needed so far. */
  readonly indexEntries: number
  readonly lockedKeys: number
  readonly openSnapshots: number
  readonly openTransactions: number
}

/** Data that outlives its adapters; made by `memoryDisk()`. Adapters on one disk share it as processes share a server. */
export interface MemoryDisk {
  contents(): MemoryContents
  /**
   * The power fails: every open transaction is lost, what was committed stays. Their next call, or their end, throws
   * `ConnectionLost`. Open a new `memory({ disk })` to start again.
   */
  crash(): void
}

/** What a disk asks of an open transaction. */
export interface Losable {
  lose(error: unknown): void
}

/** The database itself. */
export class Database implements MemoryDisk {
  tables: ReadonlyMap<string, TableData> = new Map()
  notes: ReadonlyMap<string, string> = new Map()
  readonly history = new History()
  readonly keyLocks = new Map<string, KeyLock>()
  /** Transactions go in and out; a migration goes in alone. */
  gate = new Gate()
  readonly open = new Set<Losable>()

  table(name: string): TableData {
    const data = this.tables.get(name)
    if (data === undefined) throw refused(`table "${name}" does not exist; migrate the store first`)
    return data
  }

  keyLock(name: string): KeyLock {
    let lock = this.keyLocks.get(name)
    if (lock === undefined) {
      lock = new KeyLock(this.keyLocks, name)
      this.keyLocks.set(name, lock)
    }
    return lock
  }

  /** Refuses one row more than `most`. */
  checkRoom(most: number): void {
    let rows = 0
    for (const data of this.tables.values()) rows += data.rows.size
    if (rows >= most) throw StorageFull.create({ store: storeName })
  }

  contents(): MemoryContents {
    let rows = 0
    let versions = 0
    let indexEntries = 0
    for (const data of this.tables.values()) {
      rows += data.rows.size
      indexEntries += data.indexEntries
      for (const chain of data.rows.values()) {
        for (let version = chain.newest; version !== undefined; version = version.older) versions++
      }
    }
    return {
      rows,
      versions,
      indexEntries,
      lockedKeys: this.keyLocks.size,
      openSnapshots: this.history.openSnapshots,
      openTransactions: this.open.size,
    }
  }

  crash(): void {
    for (const one of [...this.open]) one.lose(ConnectionLost.create({ outcome: 'rolled-back' }))
    // Whoever is lost may never come out.
    this.gate = new Gate()
  }

  /** Forgets everything. */
  free(): void {
    this.tables = new Map()
    this.notes = new Map()
  }
}
