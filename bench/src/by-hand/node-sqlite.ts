/** By hand with `node:sqlite`: synchronous, so orders come one after another however many are asked for at once. */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { type HandWritten, repeated } from './database.ts'
import { countersTable } from './planned-inserts.ts'
import type { Cell, Dump, StoredRow } from './stored-row.ts'

/** Rows of one insert: of 1 to 1,000, that many were the fastest. */
const rowsOfAnInsert = 500

export class NodeSqlite implements HandWritten {
  readonly library = 'node:sqlite'
  readonly countSql =
    `update ${countersTable} set value = value + 1 where tenant = ? and sequence = ? and scope = ? returning value`
  /** A transaction that writes has the whole file. */
  readonly forUpdate = ''
  readonly #database: DatabaseSync
  readonly #kept = new Map<string, StatementSync>()

  constructor(file: string) {
    this.#database = new DatabaseSync(file)
    this.#database.exec(
      'pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -16384; pragma wal_autocheckpoint = 10000; pragma busy_timeout = 10000',
    )
  }

  async version(): Promise<string> {
    return `SQLite ${this.#prepared('select sqlite_version() as version').get()?.['version']}`
  }

  async undurable(): Promise<string | undefined> {
    return undefined
  }

  async dump(): Promise<Dump> {
    return new Map(
      this.#tables().map((table) => {
        const statement = this.#database.prepare(`select * from "${table}"`)
        statement.setReadBigInts(true)
        return [table, statement.all().map(storedRow)]
      }),
    )
  }

  async countRows(): Promise<ReadonlyMap<string, number>> {
    const count = (table: string) => this.#prepared(`select count(*) as n from "${table}"`).get()?.['n']
    return new Map(this.#tables().map((table) => [table, Number(count(table))]))
  }

  together(statements: readonly string[]): (values: readonly (readonly Cell[])[]) => Promise<void> {
    const begin = this.#prepared('begin immediate')
    const commit = this.#prepared('commit')
    const prepared = statements.map((sql) => {
      const statement = this.#prepared(sql)
      const answers = sql.startsWith('select') || sql.includes(' returning ')
      return (values: readonly Cell[]) =>
        answers ? statement.get(...inputs(values)) : statement.run(...inputs(values))
    })
    return async (values) => {
      begin.run()
      for (const [at, statement] of prepared.entries()) statement(values[at] ?? [])
      commit.run()
    }
  }

  insertSql(table: string, columns: readonly string[]): string {
    return insertSql(table, columns, 1)
  }

  async read(sql: string, values: readonly Cell[]): Promise<readonly StoredRow[]> {
    return this.#prepared(sql).all(...inputs(values)) as StoredRow[]
  }

  async insertMany(table: string, columns: readonly string[], rows: readonly (readonly Cell[])[]): Promise<void> {
    this.#database.exec('begin immediate')
    for (let from = 0; from < rows.length; from += rowsOfAnInsert) {
      const some = rows.slice(from, from + rowsOfAnInsert)
      this.#prepared(insertSql(table, columns, some.length)).run(...inputs(some.flat()))
    }
    this.#database.exec('commit')
  }

  async settle(): Promise<void> {
    this.#database.exec('pragma wal_checkpoint(truncate)')
  }

  async close(): Promise<void> {
    this.#database.close()
  }

  #tables(): readonly string[] {
    return this.#database
      .prepare(`select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'`)
      .all()
      .map((row) => String(row['name']))
  }

  #prepared(sql: string): StatementSync {
    const kept = this.#kept.get(sql) ?? this.#database.prepare(sql)
    this.#kept.set(sql, kept)
    return kept
  }
}

function insertSql(table: string, columns: readonly string[], rows: number): string {
  const row = `(${repeated(() => '?', columns.length)})`
  return `insert into "${table}" (${columns.map((name) => `"${name}"`).join(', ')}) values ${repeated(() => row, rows)}`
}

const storedRow = (row: Readonly<Record<string, SQLInputValue>>): StoredRow => ({ ...row })

/** What a dump of this driver holds is what its statements take. */
const inputs = (values: readonly Cell[]): SQLInputValue[] => values as SQLInputValue[]
