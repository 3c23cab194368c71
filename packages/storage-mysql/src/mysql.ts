/** The adapter. */
import type { StorageAdapter } from '@calotype/core/storage'
import { sqlAdapter, Store } from '@calotype/storage-sql'
import { type Connection, type ConnectionOptions, createConnection, createPool } from 'mysql2'
import { mysqlDialect } from './dialect.ts'
import { join } from './join.ts'
import { migrate } from './migrate.ts'
import { type MysqlOptions, settingsOf } from './options.ts'
import { MysqlPool } from './pool.ts'
import { settingsFor } from './set-up.ts'

/**
 * A store in MySQL 8 or MariaDB 10.11 and later. Connections are opened when they are first needed, which is where a server
 * that cannot be reached is told of.
 *
 * @throws MYSQL_OPTION_INVALID
 */
export function mysql(options: MysqlOptions): StorageAdapter {
  const settings = settingsOf(options)
  const { lockTimeoutMs, connection, poolSize } = settings
  const pool = new MysqlPool({
    name: settings.name,
    pool: settings.pool ?? createPool({ ...connection, connectionLimit: poolSize, maxIdle: poolSize }),
    own: settings.pool === undefined,
    connect: settings.pool === undefined ? () => connected(connection) : undefined,
    settings: settingsFor(lockTimeoutMs),
    waitMs: lockTimeoutMs,
  })
  const store = new Store({
    dialect: mysqlDialect(settings),
    pool,
    name: settings.name,
    schema: undefined,
    lockTimeoutMs,
    onStatement: settings.onStatement,
  })
  return sqlAdapter({
    store,
    can: { durable: true, manyProcesses: true, concurrentWriters: true, join: true, wakeUps: false },
    migrate: (decide) => migrate(store, decide),
    join: (native) => join(store, pool, native),
  })
}

function connected(options: ConnectionOptions): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const connection = createConnection(options)
    // What breaks later is told by the statement that meets it.
    connection.on('error', () => undefined)
    connection.connect((error) => (error ? reject(error) : resolve(connection)))
  })
}
