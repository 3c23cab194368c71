/** The adapter. */
import { type JoinedTx, type StorageAdapter, StorageFailed } from '@calotype/core/storage'
import { introspect } from './introspect.ts'
import { migrate } from './migrate.ts'
import { driverOf } from './native.ts'
import { type SqliteOptions, settingsOf } from './options.ts'
import { SqliteSnapshot } from './snapshot.ts'
import { Store } from './store.ts'
import { JoinedTransaction, SqliteTransaction } from './transaction.ts'

/**
 * A store in SQLite. The file is opened at the first use, which is where a file that cannot be used is told of.
 *
 * @throws SQLITE_OPTION_INVALID, SQLITE_NODE_TOO_OLD
 */
export function sqlite(options: SqliteOptions): StorageAdapter {
  const settings = settingsOf(options)
  const store = new Store(settings)

  const view = <T>(work: (snapshot: SqliteSnapshot) => Promise<T>, signal?: AbortSignal): Promise<T> =>
    store.use(async () => {
      signal?.throwIfAborted()
      const snapshot = new SqliteSnapshot(store, signal)
      try {
        return await work(snapshot)
      } finally {
        await snapshot.finish()
      }
    })

  return {
    name: 'sqlite',
    contract: 1,
    can: {
      durable: settings.durable,
      manyProcesses: settings.file !== undefined,
      concurrentWriters: false,
      join: true,
      wakeUps: false,
    },

    transaction(work, transactionOptions = {}) {
      return store.use(() => run(new SqliteTransaction(store, transactionOptions), work))
    },

    snapshot: (work, snapshotOptions) => view(work, snapshotOptions?.signal),

    join(native): JoinedTx {
      const driver = driverOf(native)
      if (driver === undefined) {
        const reason =
          'join() takes the database object of node:sqlite or better-sqlite3 on which a transaction is open'
        throw StorageFailed.create({ store: store.name, reason })
      }
      const database = native as object
      const connection = store.joined(database, driver)
      if (connection.inTransaction) return new JoinedTransaction(store, connection, database)
      throw StorageFailed.create({ store: store.name, reason: 'join() found no open transaction on the connection' })
    },

    introspect: () => view((snapshot) => snapshot.directly((connection) => introspect(connection).schema)),

    migrate: (decide) =>
      store.use(async () => {
        const { steps, tables } = await run(new SqliteTransaction(store, {}), (tx) =>
          tx.exclusively((connection) => migrate(connection, decide, (error, table) => store.failed(error, table))),
        )
        store.remember(tables)
        return steps
      }),

    check: () =>
      view((snapshot) =>
        snapshot.directly((connection) => {
          connection.query('select 1 from sqlite_schema limit 1')
        }),
      ),

    close: () => store.close(),
  }
}

async function run<T>(transaction: SqliteTransaction, work: (tx: SqliteTransaction) => Promise<T>): Promise<T> {
  transaction.wait.signal?.throwIfAborted()
  let result: T
  try {
    result = await work(transaction)
  } catch (error) {
    // Why it failed says more than why it could not be rolled back.
    await transaction.abandon().catch(() => undefined)
    throw error
  }
  await transaction.commit()
  return result
}
