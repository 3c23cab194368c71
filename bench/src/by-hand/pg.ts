/** By hand with `pg`: a pool, named prepared statements, each awaited before the next. */
import pg from 'pg'
import { type HandWritten, repeated } from './database.ts'
import { countersTable } from './planned-inserts.ts'
import type { Cell, Dump, StoredRow } from './stored-row.ts'

/** The protocol takes 65,535 values a statement; beyond some hundred rows nothing is gained. */
const valuesOfAnInsert = 20_000

interface Statement {
  readonly name: string
  readonly text: string
}

/** Every value as the text that the server sent, which it also takes back. */
const asText = { getTypeParser: () => (text: string | Buffer) => String(text) }

export class Pg implements HandWritten {
  readonly library = 'pg'
  readonly countSql =
    `update ${countersTable} set value = value + 1 where tenant = ? and sequence = ? and scope = ? returning value`
  readonly forUpdate = ' for update'
  readonly #pool: pg.Pool
  readonly #named = new Map<string, Statement>()

  constructor(url: string, poolSize: number) {
    this.#pool = new pg.Pool({ connectionString: url, max: poolSize })
    // One that idles is told so when its database is dropped under it.
    this.#pool.on('error', () => undefined)
  }

  async version(): Promise<string> {
    const [row] = await this.read(`select current_setting('server_version') as version`, [])
    return `PostgreSQL ${String(row?.['version']).split(' ')[0]}`
  }

  async undurable(): Promise<string | undefined> {
    for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) {
      const [row] = await this.read('select current_setting(?) as value', [setting])
      if (row?.['value'] === 'off') return `${setting} is off`
    }
    return undefined
  }

  async dump(): Promise<Dump> {
    const dump = new Map<string, readonly StoredRow[]>()
    for (const table of await this.#tables()) {
      const { rows } = await this.#pool.query<StoredRow>({ text: `select * from "${table}"`, types: asText })
      dump.set(table, rows)
    }
    return dump
  }

  async countRows(): Promise<ReadonlyMap<string, number>> {
    const counts = new Map<string, number>()
    for (const table of await this.#tables()) {
      const { rows } = await this.#pool.query<{ n: string }>(`select count(*) as n from "${table}"`)
      counts.set(table, Number(rows[0]?.n))
    }
    return counts
  }

  together(statements: readonly string[]): (values: readonly (readonly Cell[])[]) => Promise<void> {
    const prepared = statements.map((sql) => this.#statement(sql))
    return (values) =>
      this.#inTransaction(async (client) => {
        for (const [at, statement] of prepared.entries()) {
          await client.query({ ...statement, values: [...(values[at] ?? [])] })
        }
      })
  }

  insertSql(table: string, columns: readonly string[]): string {
    return insertSql(table, columns, 1)
  }

  async read(sql: string, values: readonly Cell[]): Promise<readonly StoredRow[]> {
    const { rows } = await this.#pool.query<StoredRow>({ ...this.#statement(sql), values: [...values] })
    return rows
  }

  async insertMany(table: string, columns: readonly string[], rows: readonly (readonly Cell[])[]): Promise<void> {
    const size = Math.floor(valuesOfAnInsert / columns.length)
    const whole = this.#statement(insertSql(table, columns, size))
    await this.#inTransaction(async (client) => {
      for (let from = 0; from < rows.length; from += size) {
        const some = rows.slice(from, from + size)
        const insert = some.length === size ? whole : this.#statement(insertSql(table, columns, some.length))
        await client.query({ ...insert, values: some.flat() })
      }
    })
  }

  async settle(): Promise<void> {
    await this.#pool.query('vacuum analyze')
  }

  async close(): Promise<void> {
    await this.#pool.end()
  }

  async #inTransaction(work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
    const client = await this.#pool.connect()
    try {
      await client.query('begin')
      await work(client)
      await client.query('commit')
    } catch (error) {
      await client.query('rollback')
      throw error
    } finally {
      client.release()
    }
  }

  async #tables(): Promise<readonly string[]> {
    const { rows } = await this.#pool.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = current_schema() order by 1`,
    )
    return rows.map((row) => row.name)
  }

  /** `?` becomes `$1`, `$2` …; a name makes `pg` keep the statement prepared. */
  #statement(sql: string): Statement {
    let at = 0
    const kept = this.#named.get(sql) ?? {
      name: `by_hand_${this.#named.size}`,
      text: sql.replace(/\?/g, () => `$${++at}`),
    }
    this.#named.set(sql, kept)
    return kept
  }
}

function insertSql(table: string, columns: readonly string[], rows: number): string {
  const row = `(${repeated(() => '?', columns.length)})`
  return `insert into "${table}" (${columns.map((name) => `"${name}"`).join(', ')}) values ${repeated(() => row, rows)}`
}
