/** The options of `postgres()`. */
import { addressWithoutSecrets, optionChecks } from '@calotype/core/values'
import type { Pool, PoolConfig } from 'pg'
import { PostgresOptionInvalid } from './errors.ts'

export interface PostgresCommonOptions {
  /** Where the tables lie; it must exist. Default `public`. */
  readonly schema?: string
  /** How long a transaction waits for a lock, and for a connection of the pool, before `LockTimeout`. Default 30,000. */
  readonly lockTimeoutMs?: number
  /** Told of every statement that is sent, `begin` and `commit` included, but not of what sets up a connection. */
  readonly onStatement?: (sql: string) => void
  /**
   * Whether statements that come again and again are kept prepared on the server. Default true; false behind a pooler that
   * does not follow prepared statements.
   */
  readonly prepare?: boolean
  /**
   * Whether other processes are told of commits by NOTIFY, over a connection of its own. Default true; false where the
   * database or a pooler does not carry notices: processes then look now and then.
   */
  readonly notify?: boolean
  /**
   * How names are locked. `advisory` (the default) needs advisory locks that end with the transaction; `rows` works by
   * rows of a table, for databases that accept advisory locks and do nothing, as CockroachDB does.
   */
  readonly keyLocks?: 'advisory' | 'rows'
  /** Whether triggers keep facts from being changed by whoever reaches the database. Default true; false where there are none. */
  readonly triggers?: boolean
  /** The collation by which text is put into lower case. Default `und-x-icu`, which every PostgreSQL built with ICU has. */
  readonly foldCollation?: string
}

export interface PostgresUrlOptions extends PostgresCommonOptions {
  /** `postgres://user:password@host:port/database?sslmode=require`; what `pg` understands. */
  readonly url: string
  /** How many connections are opened at most, beside one that listens for notices. Default 10. */
  readonly poolSize?: number
  /** How long opening a connection may take. Default 10,000. */
  readonly connectTimeoutMs?: number
  /** How long the server lets a statement run; 0, the default, sets no limit. */
  readonly statementTimeoutMs?: number
  /** Further settings of `pg`, such as `ssl`. */
  readonly pg?: Omit<PoolConfig, 'connectionString' | 'max' | 'pipeline'>
  readonly pool?: never
}

export interface PostgresPoolOptions extends PostgresCommonOptions {
  /**
   * A pool of the host's own, which stays the host's: it is not closed, and the settings of its clients are kept. With
   * `pipeline: true` in its configuration a command's last writes travel with its commit.
   */
  readonly pool: Pool
  readonly url?: never
}

export type PostgresOptions = PostgresUrlOptions | PostgresPoolOptions

/** The options, checked and with defaults. */
export interface Settings {
  /** How messages call the store; without user and password. */
  readonly name: string
  readonly schema: string
  readonly lockTimeoutMs: number
  readonly onStatement: ((sql: string) => void) | undefined
  readonly prepare: boolean
  readonly notify: boolean
  readonly keyLocks: 'advisory' | 'rows'
  readonly triggers: boolean
  readonly foldCollation: string
  /** The host's own. */
  readonly pool: Pool | undefined
  readonly connectTimeoutMs: number
  /** How a client is made, where the pool is not the host's. */
  readonly client: PoolConfig | undefined
}

const common = [
  'schema',
  'lockTimeoutMs',
  'onStatement',
  'prepare',
  'notify',
  'keyLocks',
  'triggers',
  'foldCollation',
] as const
const ofUrl = ['url', 'poolSize', 'connectTimeoutMs', 'statementTimeoutMs', 'pg'] as const
const longest = 2 ** 31 - 1
const standardConnectMs = 10_000

const { invalid, onlyKnown, whole, callback, truth } = optionChecks(PostgresOptionInvalid)

/** @throws POSTGRES_OPTION_INVALID */
export function settingsOf(options: PostgresOptions): Settings {
  const given = options as unknown
  if (typeof given !== 'object' || given === null) throw invalid('options', 'must be an object', given)
  const known = options.pool === undefined ? [...common, ...ofUrl] : [...common, 'pool']
  onlyKnown(options, known, options.pool === undefined ? 'url' : 'pool')
  const { onStatement, keyLocks = 'advisory' } = options
  callback('onStatement', onStatement)
  if (keyLocks !== 'advisory' && keyLocks !== 'rows')
    throw invalid('keyLocks', "must be 'advisory' or 'rows'", keyLocks)
  return {
    schema: identifier('schema', options.schema, 'public'),
    lockTimeoutMs: whole('lockTimeoutMs', options.lockTimeoutMs, 30_000, 1, longest),
    onStatement,
    prepare: truth('prepare', options.prepare, true),
    notify: truth('notify', options.notify, true),
    keyLocks,
    triggers: truth('triggers', options.triggers, true),
    foldCollation: identifier('foldCollation', options.foldCollation, 'und-x-icu'),
    ...(options.pool === undefined ? ownPool(options) : hostedPool(options.pool)),
  }
}

type Connecting = Pick<Settings, 'name' | 'pool' | 'client' | 'connectTimeoutMs'>

function ownPool(options: PostgresUrlOptions): Connecting {
  const { url, pg = {} } = options
  if (typeof url !== 'string' || !/^postgres(ql)?:\/\//.test(url)) {
    throw invalid('url', "must begin with 'postgres://'", typeof url === 'string' ? addressWithoutSecrets(url) : url)
  }
  if (typeof pg !== 'object' || pg === null) throw invalid('pg', 'must be an object of settings', pg)
  const client: PoolConfig = {
    keepAlive: true,
    ...pg,
    connectionString: url,
    max: whole('poolSize', options.poolSize, 10, 1, 10_000),
    ...{ pipeline: true },
  }
  const limit = whole('statementTimeoutMs', options.statementTimeoutMs, 0, 0, longest)
  if (limit > 0) client.statement_timeout = limit
  const connectTimeoutMs = whole('connectTimeoutMs', options.connectTimeoutMs, standardConnectMs, 1, longest)
  return { name: `PostgreSQL (${placeOf(url)})`, pool: undefined, client, connectTimeoutMs }
}

function hostedPool(pool: Pool): Connecting {
  const { connect, query, options } = pool as {
    connect?: unknown
    query?: unknown
    options?: { database?: string; host?: string; connectionString?: string }
  }
  if (typeof connect !== 'function' || typeof query !== 'function') throw invalid('pool', 'must be a Pool of pg', pool)
  const { connectionString = '', host = 'host', database = 'database' } = options ?? {}
  const place = URL.canParse(connectionString) ? placeOf(connectionString) : `${host}/${database}`
  return { name: `PostgreSQL (${place})`, pool, client: undefined, connectTimeoutMs: standardConnectMs }
}

/** Host and database of an address: what messages may say of it. */
function placeOf(url: string): string {
  // The error of `new URL` is no cause to pass on: it holds the address with its password.
  if (!URL.canParse(url)) throw invalid('url', 'must be an address', addressWithoutSecrets(url))
  const { host, pathname } = new URL(url)
  return `${host}${pathname}`
}

function identifier(option: string, given: unknown, standard: string): string {
  if (given === undefined) return standard
  if (typeof given === 'string' && given !== '' && Buffer.byteLength(given) <= 63 && !given.includes('\0')) return given
  throw invalid(option, 'must be a name of 1 to 63 bytes', given)
}
