/** Somebody with a connection of his own to the database, and every right on it. */
import type { Column, Table } from '@calotype/core'
import { snakeCase } from './names.ts'

/** Raw SQL behind the engine's back. */
export interface RawSql {
  /**
   * One statement. Parameters stand as `?`, and names are quoted with `"`. Answers its rows, with every value as the text
   * that the statement asked for.
   */
  query(sql: string, parameters: readonly (string | null)[]): Promise<readonly RawRow[]>
  /** Takes away whatever keeps rows of this table from being changed. */
  disarm(table: string): Promise<void>
  close(): Promise<void>
}

/** By the name in SQL; every value as text. */
export type RawRow = Readonly<Record<string, string | null>>

const quoted = (name: string): string => `"${name}"`

/** A table as an attacker sees it. */
export class Target {
  readonly #sql: RawSql
  readonly #table: Table
  readonly name: string
  /** The primary key, the tenant among it. */
  readonly key: readonly string[]
  readonly columns: readonly string[]

  constructor(sql: RawSql, table: Table) {
    this.#sql = sql
    this.#table = table
    this.name = table.name
    this.key = ['tenant', ...table.key.map(snakeCase)]
    const version = table.appendOnly ? [] : ['version']
    this.columns = ['tenant', ...Object.keys(table.columns).map(snakeCase), ...version]
  }

  /** What is declared of a column; of the tenant, an id. */
  column(name: string): Pick<Column, 'kind' | 'nullable' | 'maxLength'> & { readonly name: string } {
    const declared = Object.entries(this.#table.columns).find(([camel]) => snakeCase(camel) === name)
    return declared === undefined ? { name, kind: 'id', nullable: false } : { ...declared[1], name: declared[0] }
  }

  async rows(): Promise<readonly RawRow[]> {
    const list = this.columns.map((name) => `cast(${quoted(name)} as text) as ${quoted(name)}`).join(', ')
    const order = this.key.map(quoted).join(', ')
    return this.#sql.query(`select ${list} from ${quoted(this.name)} order by ${order}`, [])
  }

  async set(row: RawRow, column: string, value: string | null): Promise<void> {
    const sql = `update ${quoted(this.name)} set ${quoted(column)} = ? where ${this.#where()}`
    await this.#sql.query(sql, [value, ...this.key.map((name) => row[name] ?? null)])
  }

  async delete(row: RawRow): Promise<void> {
    await this.#sql.query(
      `delete from ${quoted(this.name)} where ${this.#where()}`,
      this.key.map((name) => row[name] ?? null),
    )
  }

  /** Puts a row in as it was read, with its other columns as they are by default. */
  async insert(row: RawRow): Promise<void> {
    const names = Object.keys(row)
    const places = names.map(() => '?').join(', ')
    await this.#sql.query(
      `insert into ${quoted(this.name)} (${names.map(quoted).join(', ')}) values (${places})`,
      names.map((name) => row[name] ?? null),
    )
  }

  #where(): string {
    return this.key.map((name) => `${quoted(name)} = ?`).join(' and ')
  }
}

/** Another value that the column can hold: a forger's. */
export function forgedValue(target: Target, column: string, value: string | null): string {
  const { kind, maxLength = 200 } = target.column(column)
  switch (kind) {
    case 'int':
      return String(Number(value ?? 0) + 1000)
    case 'money':
      return String(BigInt(value ?? 0) + 1n)
    case 'decimal':
      return (value ?? '').replace(/\d/, (digit) => String((Number(digit) + 1) % 10))
    case 'bool':
      return (
        ({ '1': '0', '0': '1', true: 'false', false: 'true' } as Readonly<Record<string, string>>)[value ?? ''] ?? '1'
      )
    case 'date':
      return value?.startsWith('2020-02-29') === true ? '2020-03-01' : '2020-02-29'
    case 'instant':
      return '2020-02-29T00:00:00.000Z'
    case 'json':
      return '{"forged":true}'
    default:
      if (column === 'hash') return '0'.repeat(64)
      return column === 'currency' ? 'JPY' : forgedText(value ?? '', maxLength)
  }
}

function forgedText(value: string, maxLength: number): string {
  const kept = value.slice(0, Math.min(9, maxLength - 1))
  return value === `${kept}x` ? `${kept}y` : `${kept}x`
}
