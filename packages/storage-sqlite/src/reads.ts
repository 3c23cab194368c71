/** Reading over a connection, whoever holds it: a snapshot or a transaction. */
import {
  type Aggregate,
  type Find,
  type Followed,
  type Reads,
  type Row,
  StorageFailed,
  type StoredTable,
} from '@calotype/core/storage'
import { aggregateQuery } from './aggregate-sql.ts'
import { Connection } from './connection.ts'
import type { SqlValue } from './driver.ts'
import { isBusy, isIntegerOverflow } from './driver-error.ts'
import { findQuery } from './find-sql.ts'
import type { Store } from './store.ts'
import { positionColumn, quoted, type TablePlan } from './table-plan.ts'
import { Wait } from './waiting.ts'

export abstract class SqliteReads implements Reads {
  protected readonly store: Store
  /** The wait for this one's turn and for the locks of other processes. */
  readonly wait: Wait

  constructor(store: Store, signal: AbortSignal | undefined) {
    this.store = store
    this.wait = new Wait({ what: store.name, limitMs: store.lockTimeoutMs, signal })
  }

  /** The connection; at the first call it is waited for. @throws when this has ended */
  protected abstract connection(): Connection | Promise<Connection>

  abstract stream(table: StoredTable, find: Find): AsyncIterable<Row>

  find(table: StoredTable, find: Find): Promise<Row[]> {
    return this.perform(table, (connection) => this.findNow(connection, this.store.plan(table), find))
  }

  aggregate(table: StoredTable, aggregate: Aggregate): Promise<Row[]> {
    return this.perform(table, (connection) => {
      const run = (wide: boolean): Row[] => {
        const query = aggregateQuery(this.store.plan(table), aggregate, wide)
        return query.rows(connection.all(query.sql, query.parameters))
      }
      try {
        return run(false)
      } catch (error) {
        if (isIntegerOverflow(error)) return run(true)
        throw error
      }
    })
  }

  follow(log: StoredTable, cursor: string | null, limit: number): Promise<Followed> {
    return this.perform(log, (connection) => {
      const plan = this.store.plan(log)
      const position = quoted(positionColumn)
      const sql = plan.shape('follow', () => ({
        text: `select ${plan.columnList}, ${position} from ${plan.sql} where ${position} > ? order by ${position} limit ?`,
        bigints: plan.bigints,
      }))
      const found = connection.all(sql, [positionOf(cursor), limit])
      const last = found.at(-1)?.at(-1)
      return { rows: plan.rows(found), cursor: last === undefined ? cursor : String(last) }
    })
  }

  protected findNow(connection: Connection, plan: TablePlan, find: Find): Row[] {
    const { sql, parameters, columns } = findQuery(plan, find)
    return plan.rows(connection.all(sql, parameters), columns)
  }

  /**
   * Does `work` on the connection, at once where it is held already: statements are synchronous, so calls that are not
   * awaited keep their order. A lock of another process is waited for.
   */
  protected async perform<T>(table: StoredTable | undefined, work: (connection: Connection) => T): Promise<T> {
    this.wait.signal?.throwIfAborted()
    let connection: Connection
    try {
      const opened = this.connection()
      connection = opened instanceof Connection ? opened : await opened
    } catch (error) {
      throw this.store.failed(error, table)
    }
    for (;;) {
      try {
        return work(connection)
      } catch (error) {
        if (!isBusy(error)) throw this.failed(error, connection, table)
        await this.wait.again(error)
      }
    }
  }

  protected failed(error: unknown, _connection: Connection, table: StoredTable | undefined): unknown {
    return this.store.failed(error, table)
  }
}

function positionOf(cursor: string | null): SqlValue {
  if (cursor === null) return 0
  if (/^\d{1,19}$/.test(cursor)) return BigInt(cursor)
  throw StorageFailed.create({ store: 'sqlite', reason: `"${cursor}" is no cursor of a log` })
}

/** What a call after the end gets. */
export function ended(store: string, what: 'transaction' | 'snapshot'): Error {
  return StorageFailed.create({ store, reason: `the ${what} has ended, and this call came after it` })
}
