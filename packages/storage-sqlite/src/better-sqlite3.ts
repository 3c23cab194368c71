/** The driver over `better-sqlite3`, typed by what is used of it: this package does not depend on it. */
import type { Driver, DriverStatement, SqlValue } from './driver.ts'

interface Statement {
  readonly reader: boolean
  raw(on: boolean): unknown
  safeIntegers(on: boolean): unknown
  all(parameters: readonly SqlValue[]): SqlValue[][]
  run(parameters: readonly SqlValue[]): { readonly changes: number }
  iterate(parameters: readonly SqlValue[]): IterableIterator<SqlValue[]>
}

interface Database {
  readonly inTransaction: boolean
  prepare(sql: string): Statement
  exec(sql: string): unknown
  function(name: string, options: { deterministic: boolean }, compute: (text: SqlValue) => SqlValue): unknown
  close(): unknown
}

export function wrapBetterSqlite3(native: object): Driver {
  const database = native as Database
  return {
    library: 'better-sqlite3',
    prepare(sql, bigints): DriverStatement {
      const statement = database.prepare(sql)
      if (statement.reader) {
        statement.raw(true)
        statement.safeIntegers(bigints)
      }
      const run = (parameters: readonly SqlValue[]): number => statement.run(parameters).changes
      return {
        // Where nothing is answered it wants to be told by the caller.
        all: (parameters) => {
          if (statement.reader) return statement.all(parameters)
          run(parameters)
          return []
        },
        run: (parameters) => (statement.reader ? statement.all(parameters).length : run(parameters)),
        iterate: (parameters) => statement.iterate(parameters),
      }
    },
    exec: (sql) => void database.exec(sql),
    inTransaction: () => database.inTransaction,
    defineFunction: (name, compute) => void database.function(name, { deterministic: true }, compute),
    close: () => void database.close(),
  }
}
