/** The adapter. */
import { hash } from 'node:crypto'
import { type JoinedTx, type StorageAdapter, StorageFailed } from '@calotype/core/storage'
import {
  JoinedSession,
  JoinedTransaction,
  migrateInTransaction,
  notesTable,
  positionsTable,
  sqlAdapter,
  Store,
} from '@calotype/storage-sql'
import pg, { type ClientBase, type Pool } from 'pg'
import { refuseChange } from './ddl.ts'
import { postgresDialect, setUp } from './dialect.ts'
import {
  advisoryKeyLocks,
  locksTable,
  locksTableMade,
  migrationLock,
  migrationLockByRow,
  rowKeyLocks,
} from './key-locks.ts'
import { type PostgresOptions, settingsOf, type Settings } from './options.ts'
import { ClientPool } from './pool.ts'
import { NotifyWakeUps } from './wake-ups.ts'

/**
 * A store in PostgreSQL 14 to 18. Connections are opened when they are first needed, which is where a server that cannot be
 * reached is told of.
 *
 * @throws POSTGRES_OPTION_INVALID
 */
export function postgres(options: PostgresOptions): StorageAdapter {
  const settings = settingsOf(options)
  const { schema, lockTimeoutMs } = settings
  const textOfTable = (name: string): string => `${quoted(schema)}.${quoted(name)}`
  const dialect = postgresDialect({
    textOfTable,
    triggers: settings.triggers,
    foldCollation: settings.foldCollation,
    keyLocks:
      settings.keyLocks === 'advisory' ? advisoryKeyLocks(schema) : rowKeyLocks(textOfTable(locksTable), lockTimeoutMs),
  })
  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client(clientSettings(settings))
    // What breaks it is told by the next statement; unheard, it would end the process.
    client.on('error', () => undefined)
    await client.connect()
    return client
  }
  const own = settings.pool === undefined
  const clients = new ClientPool({
    pool: settings.pool ?? ownPool(settings),
    prepare: settings.prepare,
    own,
    connect,
  })
  const store = new Store({
    dialect,
    pool: clients,
    name: settings.name,
    schema,
    lockTimeoutMs,
    onStatement: settings.onStatement,
  })
  const wakeUps = settings.notify ? new NotifyWakeUps(channelOf(schema), connect) : undefined
  const prepare = [
    `create table if not exists ${textOfTable(notesTable)} (name text collate "C" primary key, value text not null)`,
    `create table if not exists ${textOfTable(positionsTable)} (log text collate "C" primary key, last bigint not null)`,
    ...(settings.keyLocks === 'rows' ? [locksTableMade(textOfTable(locksTable))] : []),
    ...(settings.triggers ? [refuseChange(store.words)] : []),
  ]
  const byRow = settings.keyLocks === 'rows' ? migrationLockByRow(textOfTable(locksTable)) : []
  const lock = [...migrationLock(schema), ...byRow]

  return sqlAdapter({
    store,
    can: { durable: true, manyProcesses: true, concurrentWriters: true, join: true, wakeUps: wakeUps !== undefined },
    migrate: (decide) => migrateInTransaction(store, { lock, prepare }, decide),
    join: (native): JoinedTx => {
      const client = clientOf(store, native)
      const open = (): boolean => isOpen(client)
      if (open()) return new JoinedTransaction(new JoinedSession(store, clients.of(client), open), client)
      throw StorageFailed.create({ store: store.name, reason: 'join() found no open transaction on the client' })
    },
    ...(wakeUps === undefined ? {} : { wakeUps, closing: () => wakeUps.close() }),
  })
}

/** A channel's name has at most 63 bytes. */
function channelOf(schema: string): string {
  const channel = `calotype ${schema}`
  return Buffer.byteLength(channel) <= 63 ? channel : `calotype ${hash('sha1', schema)}`
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

function ownPool(settings: Settings): Pool {
  const pool = new pg.Pool({ ...settings.client, Client: clientWithin(settings.connectTimeoutMs) })
  const { text } = setUp(settings.lockTimeoutMs)
  // Sent before anything else on a new connection; if it fails, so does what follows it.
  pool.on('connect', (client) => void client.query(text).catch(() => undefined))
  // A connection that breaks while nobody holds it leaves the pool by itself.
  pool.on('error', () => undefined)
  return pool
}

/** The pool's own limit of that kind would end the wait for a free connection too, which the lock time-out rules. */
function clientWithin(connectTimeoutMs: number): new () => ClientBase {
  return class extends pg.Client {
    constructor(settings?: pg.ClientConfig) {
      super({ ...settings, ...passwordOf(settings), connectionTimeoutMillis: connectTimeoutMs })
    }
  }
}

/** For a client beside the pool: of the same server, and without what only a pool knows. */
function clientSettings({ client, pool, connectTimeoutMs }: Settings): pg.ClientConfig {
  const settings = client ?? (pool as unknown as { options: pg.PoolConfig }).options
  const { max: _max, ...rest } = settings
  return { connectionTimeoutMillis: connectTimeoutMs, ...rest, ...passwordOf(settings), ...{ pipeline: true } }
}

/** A pool hides the password among its options, so that no print of them shows it and no copy of them has it. */
function passwordOf(settings: pg.ClientConfig = {}): Pick<pg.ClientConfig, 'password'> {
  return settings.password === undefined ? {} : { password: settings.password }
}

function clientOf(store: Store, native: unknown): ClientBase {
  const { query, getTransactionStatus } = (native ?? {}) as { query?: unknown; getTransactionStatus?: unknown }
  if (typeof query === 'function' && typeof getTransactionStatus === 'function') return native as ClientBase
  const reason = 'join() takes a client of pg (8.20 or later) on which a transaction is open'
  throw StorageFailed.create({ store: store.name, reason })
}

/** Between its begin and its end, failed or not. */
function isOpen(client: ClientBase): boolean {
  const status = (client as unknown as { getTransactionStatus(): string | null }).getTransactionStatus()
  return status === 'T' || status === 'E'
}
