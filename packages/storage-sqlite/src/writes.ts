/** Writing over the connection of a transaction, whoever opened it. */
import {
  AppendOnly,
  type Batch,
  type Find,
  type LockWait,
  type OrderBy,
  type Row,
  type StoredTable,
  type Tx,
  type Value,
  type Where,
} from '@calotype/core/storage'
import type { Connection } from './connection.ts'
import type { SqlValue } from './driver.ts'
import { findQuery } from './find-sql.ts'
import { SqliteReads } from './reads.ts'
import type { TablePlan } from './table-plan.ts'
import { accumulateSql, chunkSizes, deleteQuery, insertSql, rowParameters, updateQuery } from './write-sql.ts'

/** A stream in a transaction reads pages, which grow from the first to the second size. */
const firstPage = 128
const largestPage = 2048

export abstract class SqliteWrites extends SqliteReads implements Tx {
  #savepoints = 0
  /** What the names of savepoints begin with. */
  protected readonly savepointLead: string = 'calotype_'

  /** Whether a savepoint of `savepoint()` is open. */
  protected get inOwnSavepoint(): boolean {
    return this.#savepoints > 0
  }

  /** Called before every lock and write. Takes the write lock where the transaction may not hold it yet. */
  protected abstract claim(connection: Connection): void

  lockKeys(keys: readonly string[], _wait: LockWait): Promise<readonly string[]> {
    return this.#change(undefined, () => keys)
  }

  findForUpdate(table: StoredTable, find: Find, _wait: LockWait): Promise<Row[]> {
    return this.#change(table, (connection) => this.findNow(connection, this.store.plan(table), find))
  }

  insert(table: StoredTable, rows: readonly Row[], skip?: string): Promise<number> {
    return this.#change(table, (connection) => this.#insertNow(connection, table, rows, skip))
  }

  insertAtEnd(batches: readonly Batch[]): Promise<void> {
    return this.#change(undefined, (connection) => {
      for (const { table, rows } of batches) {
        if (rows.length === 0) continue
        try {
          this.#insertNow(connection, table, rows, undefined)
        } catch (error) {
          // Named after its table here: outside nobody knows which it was.
          throw this.failed(error, connection, table)
        }
      }
    })
  }

  accumulate(table: StoredTable, rows: readonly Row[], columns: readonly string[]): Promise<Row[]> {
    return this.#change(changeable(table), (connection) => {
      const plan = this.store.plan(table)
      const stored: SqlValue[][] = []
      this.#inChunks(connection, plan, rows, (_, size, parameters) => {
        stored.push(...connection.all(accumulateSql(plan, size, columns), parameters))
      })
      return inOrderOf(rows, plan.rows(stored), table.primaryKey)
    })
  }

  update(table: StoredTable, where: Where, set: Row, add: Row = {}): Promise<number> {
    return this.#change(changeable(table), (connection) => {
      const { sql, parameters } = updateQuery(this.store.plan(table), where, set, add)
      return connection.run(sql.text, parameters)
    })
  }

  delete(table: StoredTable, where: Where): Promise<number> {
    return this.#change(changeable(table), (connection) => {
      const { sql, parameters } = deleteQuery(this.store.plan(table), where)
      return connection.run(sql.text, parameters)
    })
  }

  /** Savepoints nest like brackets: one that is begun while another runs must also end before it. */
  async savepoint<T>(work: () => Promise<T>): Promise<T> {
    const name = `${this.savepointLead}${++this.#savepoints}`
    try {
      await this.#change(undefined, (connection) => connection.run(`savepoint ${name}`))
      const result = await work().catch(async (error: unknown) => {
        await this.perform(undefined, (connection) => undo(connection, name))
        throw error
      })
      await this.perform(undefined, (connection) => connection.run(`release ${name}`))
      return result
    } finally {
      this.#savepoints--
    }
  }

  /**
   * In pages rather than from one open statement: the transaction may write the same table meanwhile, which an open
   * statement would answer in ways that nobody can foresee, and which better-sqlite3 refuses.
   */
  async *stream(table: StoredTable, find: Find): AsyncGenerator<Row, void, undefined> {
    const plan = this.store.plan(table)
    const ties = tieBreak(table, find.orderBy)
    const order = [...find.orderBy, ...ties]
    let left = find.limit === 'all' ? Number.POSITIVE_INFINITY : find.limit
    let after: readonly Value[] | undefined
    for (let size = firstPage; left > 0; size = Math.min(2 * size, largestPage)) {
      const limit = Math.min(size, left)
      const page = await this.perform(table, (connection) => {
        const { sql, parameters } =
          after === undefined
            ? findQuery(plan, { ...find, columns: undefined, limit }, ties)
            : findQuery(plan, { where: find.where, orderBy: order, limit, after })
        return plan.rows(connection.all(sql, parameters))
      })
      yield* page
      const last = page.at(-1)
      if (page.length < limit || last === undefined) return
      left -= page.length
      after = order.map(({ column }) => last[column] ?? null)
    }
  }

  #insertNow(connection: Connection, table: StoredTable, rows: readonly Row[], skip: string | undefined): number {
    let inserted = 0
    this.#inChunks(connection, this.store.plan(table), rows, (plan, size, parameters) => {
      inserted += connection.run(insertSql(plan, size, skip).text, parameters)
    })
    return inserted
  }

  #change<T>(table: StoredTable | Error | undefined, work: (connection: Connection) => T): Promise<T> {
    if (table instanceof Error) return Promise.reject(table)
    return this.perform(table, (connection) => {
      this.claim(connection)
      return work(connection)
    })
  }

  /** Divides rows into statements that are carried out together or not at all. */
  #inChunks(
    connection: Connection,
    plan: TablePlan,
    rows: readonly Row[],
    write: (plan: TablePlan, size: number, parameters: readonly SqlValue[]) => void,
  ): void {
    const sizes = chunkSizes(rows.length, plan.columns.length)
    const name = `${this.savepointLead}rows`
    if (sizes.length > 1) connection.run(`savepoint ${name}`)
    try {
      let from = 0
      for (const size of sizes) {
        write(plan, size, rowParameters(plan, rows, from, size))
        from += size
      }
    } catch (error) {
      if (sizes.length > 1) undo(connection, name)
      throw error
    }
    if (sizes.length > 1) connection.run(`release ${name}`)
  }
}

function undo(connection: Connection, savepoint: string): void {
  // Where the error has rolled everything back, there is no savepoint any more.
  if (!connection.inTransaction) return
  connection.run(`rollback to ${savepoint}`)
  connection.run(`release ${savepoint}`)
}

function changeable(table: StoredTable): StoredTable | Error {
  return table.appendOnly ? AppendOnly.create({ table: table.name }) : table
}

/** The key, as far as the order does not name it: with it no two rows tie. */
function tieBreak(table: StoredTable, orderBy: readonly OrderBy[]): OrderBy[] {
  const direction = orderBy.at(-1)?.direction ?? 'asc'
  return table.primaryKey
    .filter((name) => !orderBy.some(({ column }) => column === name))
    .map((column) => ({ column, direction }))
}

/** SQLite does not promise the order of what `returning` answers, though it keeps it. */
function inOrderOf(given: readonly Row[], stored: readonly Row[], key: readonly string[]): Row[] {
  const same = (a: Row, b: Row | undefined): boolean => key.every((name) => a[name] === b?.[name])
  if (given.every((row, at) => same(row, stored[at]))) return [...stored]
  const keyOf = (row: Row): string => JSON.stringify(key.map((name) => String(row[name])))
  const byKey = new Map(stored.map((row) => [keyOf(row), row]))
  return given.map((row) => byKey.get(keyOf(row)) ?? row)
}
