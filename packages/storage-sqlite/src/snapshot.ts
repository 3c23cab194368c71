/** Reads of one moment, begun at the first of them. */
import type { Find, Row, StoredTable } from '@calotype/core/storage'
import { begin } from './begin.ts'
import { Connection } from './connection.ts'
import type { SqlValue } from './driver.ts'
import { findQuery } from './find-sql.ts'
import { Hold } from './hold.ts'
import { ended, SqliteReads } from './reads.ts'
import type { Store } from './store.ts'

export class SqliteSnapshot extends SqliteReads {
  readonly #hold: Hold
  readonly #streams = new Set<IterableIterator<SqlValue[]>>()

  constructor(store: Store, signal: AbortSignal | undefined) {
    super(store, signal)
    this.#hold = new Hold(
      () => this.#begin(),
      () => ended(store.name, 'snapshot'),
    )
  }

  protected connection(): Connection | Promise<Connection> {
    return this.#hold.connection()
  }

  async *stream(table: StoredTable, find: Find): AsyncGenerator<Row, void, undefined> {
    const plan = this.store.plan(table)
    const opened = await this.perform(table, (connection) => {
      const { sql, parameters } = findQuery(plan, { ...find, columns: undefined })
      const rows = connection.iterate(sql, parameters)
      const first = rows.next()
      this.#streams.add(rows)
      return { rows, first }
    })
    const { rows } = opened
    try {
      for (let next = opened.first; next.done !== true; next = this.#next(rows, table)) yield plan.row(next.value)
    } finally {
      this.#streams.delete(rows)
      rows.return?.()
    }
  }

  /** For what is not of the port, such as introspection. */
  directly<T>(work: (connection: Connection) => T): Promise<T> {
    return this.perform(undefined, work)
  }

  /** Ends it and gives the connection back. */
  async finish(): Promise<void> {
    const held = await this.#hold.end()
    if (held === undefined) return
    for (const rows of this.#streams) rows.return?.()
    try {
      held.rollback()
    } finally {
      this.store.readers.give(held)
    }
  }

  #next(rows: IterableIterator<SqlValue[]>, table: StoredTable): IteratorResult<SqlValue[]> {
    if (this.#hold.over) throw ended(this.store.name, 'snapshot')
    try {
      return rows.next()
    } catch (error) {
      throw this.store.failed(error, table)
    }
  }

  #begin(): Connection | Promise<Connection> {
    const taken = this.store.readers.take(this.wait)
    return taken instanceof Connection ? this.#begun(taken) : taken.then((connection) => this.#begun(connection))
  }

  #begun(connection: Connection): Connection | Promise<Connection> {
    const giveBack = (error: unknown): never => {
      this.store.readers.give(connection)
      throw error
    }
    try {
      return begin(connection, 'begin', this.wait)?.then(() => connection, giveBack) ?? connection
    } catch (error) {
      return giveBack(error)
    }
  }
}
