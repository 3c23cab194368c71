/** The driver over `node:sqlite`. */
import type { DatabaseSync } from 'node:sqlite'
import type { Driver, DriverStatement, SqlValue } from './driver.ts'
import { SqliteNodeTooOld } from './errors.ts'

/** The first version whose `node:sqlite` has all that is used here. */
const needed: readonly [major: number, minor: number] = [22, 18]

/** @throws SQLITE_NODE_TOO_OLD; also for better-sqlite3, which ends the process on an older Node.js. */
export function requireNode(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > needed[0] || (major === needed[0] && minor >= needed[1])) return
  throw SqliteNodeTooOld.create({ found: version, needed: needed.join('.') })
}

/** Opens a file. It never waits for a lock: waiting is done without blocking the event loop. */
export function openNodeSqlite(file: string, readonly: boolean): Driver {
  // Bundlers drop the prefix of `node:sqlite` in an import, and there is no module named `sqlite`.
  const { DatabaseSync: Database } = process.getBuiltinModule('node:sqlite')
  return wrapNodeSqlite(
    new Database(file, {
      readOnly: readonly,
      timeout: 0,
      enableForeignKeyConstraints: false,
      enableDoubleQuotedStringLiterals: false,
    }),
  )
}

export function wrapNodeSqlite(native: object): Driver {
  const database = native as DatabaseSync
  return {
    library: 'node:sqlite',
    prepare(sql, bigints): DriverStatement {
      const statement = database.prepare(sql)
      statement.setReturnArrays(true)
      statement.setReadBigInts(bigints)
      return {
        all: (parameters) => statement.all(...parameters) as unknown as SqlValue[][],
        run: (parameters) => Number(statement.run(...parameters).changes),
        iterate: (parameters) => statement.iterate(...parameters) as unknown as IterableIterator<SqlValue[]>,
      }
    },
    exec: (sql) => database.exec(sql),
    inTransaction: () => database.isTransaction,
    defineFunction: (name, compute) =>
      database.function(name, { deterministic: true }, (text) => compute(text as SqlValue)),
    close: () => database.close(),
  }
}
