/** By hand with `mysql2`: a pool, prepared statements, each awaited before the next; a deadlock is tried again. */
import mysql, { type PoolConnection, type ResultSetHeader, type RowDataPacket } from 'mysql2/promise'
import { type HandWritten, repeated } from './database.ts'
import { countersTable } from './planned-inserts.ts'
import type { Cell, Dump, StoredRow } from './stored-row.ts'

/** Rows of one insert, whose text must stay below `max_allowed_packet`. */
const rowsOfAnInsert = 1000
const deadlock = 1213

type Row = RowDataPacket & Record<string, string>

export class Mysql2 implements HandWritten {
  readonly library = 'mysql2'
  /** MySQL answers the new value as the id that the statement made. */
  readonly countSql =
    `update ${countersTable} set value = last_insert_id(value + 1) where tenant = ? and sequence = ? and scope = ?`
  readonly forUpdate = ' for update'
  readonly #pool: mysql.Pool

  constructor(url: string, poolSize: number) {
    this.#pool = mysql.createPool({ uri: url, connectionLimit: poolSize, charset: 'utf8mb4', timezone: 'Z' })
    this.#pool.pool.on('connection', (connection) => {
      connection.query('set session transaction isolation level read committed')
    })
  }

  async version(): Promise<string> {
    const [rows] = await this.#pool.query<Row[]>('select version() as version')
    const version = String(rows[0]?.['version'])
    return `${version.includes('MariaDB') ? 'MariaDB' : 'MySQL'} ${version.split('-')[0]}`
  }

  async undurable(): Promise<string | undefined> {
    const [rows] = await this.#pool.query<Row[]>(
      'select @@innodb_flush_log_at_trx_commit as flushed, @@log_bin as logged, @@sync_binlog as synced',
    )
    const [row] = rows
    if (Number(row?.['flushed']) !== 1) return 'innodb_flush_log_at_trx_commit is not 1'
    return Number(row?.['logged']) === 1 && Number(row?.['synced']) !== 1 ? 'sync_binlog is not 1' : undefined
  }

  async dump(): Promise<Dump> {
    const dump = new Map<string, readonly StoredRow[]>()
    for (const table of await this.#tables()) {
      // Every value as the text that the server sent, which it also takes back.
      const [rows] = await this.#pool.query<Row[]>({
        sql: `select * from \`${table}\``,
        typeCast: (field) => field.string('utf8'),
      })
      dump.set(table, rows)
    }
    return dump
  }

  async countRows(): Promise<ReadonlyMap<string, number>> {
    const counts = new Map<string, number>()
    for (const table of await this.#tables()) {
      const [rows] = await this.#pool.query<Row[]>(`select count(*) as n from \`${table}\``)
      counts.set(table, Number(rows[0]?.['n']))
    }
    return counts
  }

  together(statements: readonly string[]): (values: readonly (readonly Cell[])[]) => Promise<void> {
    return (values) =>
      this.#inTransaction(async (connection) => {
        for (const [at, sql] of statements.entries()) await connection.execute(sql, inputs(values[at] ?? []))
      })
  }

  insertSql(table: string, columns: readonly string[]): string {
    return `insert into ${named(table, columns)} values (${repeated(() => '?', columns.length)})`
  }

  async read(sql: string, values: readonly Cell[]): Promise<readonly StoredRow[]> {
    const [rows] = await this.#pool.execute<Row[]>(sql, inputs(values))
    return rows
  }

  async insertMany(table: string, columns: readonly string[], rows: readonly (readonly Cell[])[]): Promise<void> {
    await this.#inTransaction(async (connection) => {
      for (let from = 0; from < rows.length; from += rowsOfAnInsert) {
        // The driver's own way for many rows: it writes them into one statement.
        const some = rows.slice(from, from + rowsOfAnInsert).map(inputs)
        await connection.query<ResultSetHeader>(`insert into ${named(table, columns)} values ?`, [some])
      }
    })
  }

  async settle(): Promise<void> {
    for (const table of await this.#tables()) await this.#pool.query(`analyze table \`${table}\``)
  }

  async close(): Promise<void> {
    await this.#pool.end()
  }

  async #inTransaction(work: (connection: PoolConnection) => Promise<void>): Promise<void> {
    for (let again = true; again; ) {
      const connection = await this.#pool.getConnection()
      try {
        await connection.beginTransaction()
        await work(connection)
        await connection.commit()
        again = false
      } catch (error) {
        await connection.rollback()
        if (!(error instanceof Error && 'errno' in error && error.errno === deadlock)) throw error
      } finally {
        connection.release()
      }
    }
  }

  async #tables(): Promise<readonly string[]> {
    const [rows] = await this.#pool.query<Row[]>(
      `select table_name as name from information_schema.tables
       where table_schema = database() and table_type = 'BASE TABLE' order by 1`,
    )
    return rows.map((row) => String(row['name']))
  }
}

const named = (table: string, columns: readonly string[]): string =>
  `\`${table}\` (${columns.map((name) => `\`${name}\``).join(', ')})`

/** What a dump of this driver holds is text, which its statements take. */
const inputs = (values: readonly Cell[]): (string | number | null)[] => values as (string | number | null)[]
