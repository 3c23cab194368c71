/** The options of `mysql()`. */
import { addressWithoutSecrets, optionChecks } from '@calotype/core/values'
import type { ConnectionOptions, Pool } from 'mysql2'
import { MysqlOptionInvalid } from './errors.ts'
import { type NativePool, poolOf } from './native.ts'

export interface MysqlCommonOptions {
  /**
   * How long a transaction waits for a lock, and for a connection of the pool, before `LockTimeout`. Default 30,000. The
   * server counts whole seconds: what lies between is rounded up.
   */
  readonly lockTimeoutMs?: number
  /** Told of every statement that is sent, `start transaction` and `commit` included, but not of what sets up a connection. */
  readonly onStatement?: (sql: string) => void
  /** Whether triggers keep facts from being changed by whoever reaches the database. Default true; false where they may not be made. */
  readonly triggers?: boolean
}

export interface MysqlUrlOptions extends MysqlCommonOptions {
  /** `mysql://user:password@host:port/database`; the database must exist. `mariadb://` is understood too. */
  readonly url: string
  /** How many connections are opened at most. Default 10. */
  readonly poolSize?: number
  /** How long opening a connection may take. Default 10,000. */
  readonly connectTimeoutMs?: number
  /** Further settings of `mysql2`, such as `ssl`. */
  readonly mysql2?: Omit<ConnectionOptions, 'uri' | 'host' | 'port' | 'user' | 'password' | 'database'>
  readonly pool?: never
}

export interface MysqlPoolOptions extends MysqlCommonOptions {
  /**
   * A pool of `mysql2` that the host opened for this store alone, since its connections are given the settings that the
   * store needs. It is not closed. With `multipleStatements: true` statements travel together.
   */
  readonly pool: NativePool
  readonly url?: never
}

export type MysqlOptions = MysqlUrlOptions | MysqlPoolOptions

/** The options, checked and with defaults. */
export interface Settings {
  /** How messages call the store; without user and password. */
  readonly name: string
  readonly lockTimeoutMs: number
  readonly onStatement: ((sql: string) => void) | undefined
  readonly triggers: boolean
  /** The host's own. */
  readonly pool: Pool | undefined
  /** How a connection is made, where the pool is not the host's. */
  readonly connection: ConnectionOptions
  readonly poolSize: number
}

const common = ['lockTimeoutMs', 'onStatement', 'triggers'] as const
const ofUrl = ['url', 'poolSize', 'connectTimeoutMs', 'mysql2'] as const
const longest = 2 ** 31 - 1

const { invalid, onlyKnown, whole, callback, truth } = optionChecks(MysqlOptionInvalid)

/** @throws MYSQL_OPTION_INVALID */
export function settingsOf(options: MysqlOptions): Settings {
  const given = options as unknown
  if (typeof given !== 'object' || given === null) throw invalid('options', 'must be an object', given)
  const known = options.pool === undefined ? [...common, ...ofUrl] : [...common, 'pool']
  onlyKnown(options, known, options.pool === undefined ? 'url' : 'pool')
  const { onStatement } = options
  callback('onStatement', onStatement)
  return {
    lockTimeoutMs: whole('lockTimeoutMs', options.lockTimeoutMs, 30_000, 1, longest),
    onStatement,
    triggers: truth('triggers', options.triggers, true),
    ...(options.pool === undefined ? ownPool(options) : hostedPool(options.pool)),
  }
}

type Connecting = Pick<Settings, 'name' | 'pool' | 'connection' | 'poolSize'>

function ownPool(options: MysqlUrlOptions): Connecting {
  const { url, mysql2 = {} } = options
  const address = addressOf(url)
  if (typeof mysql2 !== 'object' || mysql2 === null) throw invalid('mysql2', 'must be an object of settings', mysql2)
  const database = decoded(url, address.pathname.slice(1))
  if (database === '') throw invalid('url', 'must end with the name of the database', addressWithoutSecrets(url))
  if (address.search !== '')
    throw invalid('url', 'must carry no settings: give them as mysql2', addressWithoutSecrets(url))
  const port = address.port === '' ? 3306 : Number(address.port)
  return {
    name: `MySQL (${address.host}/${database})`,
    pool: undefined,
    poolSize: whole('poolSize', options.poolSize, 10, 1, 10_000),
    connection: {
      enableKeepAlive: true,
      keepAliveInitialDelay: 10_000,
      ...mysql2,
      host: decoded(url, address.hostname.replace(/^\[(.*)\]$/, '$1')),
      port,
      user: decoded(url, address.username),
      password: decoded(url, address.password),
      database,
      connectTimeout: whole('connectTimeoutMs', options.connectTimeoutMs, 10_000, 1, longest),
      charset: 'utf8mb4',
      multipleStatements: true,
      // Whatever is no small number comes as text, and is read by the codecs.
      supportBigNumbers: true,
      bigNumberStrings: true,
      decimalNumbers: false,
      dateStrings: true,
      typeCast: true,
    },
  }
}

function hostedPool(given: NativePool): Connecting {
  const pool = poolOf(given)
  if (pool === undefined) throw invalid('pool', 'must be a Pool of mysql2', given)
  const { config } = pool as unknown as { config?: { connectionConfig?: { host?: string; database?: string } } }
  const { host = 'host', database = 'database' } = config?.connectionConfig ?? {}
  const name = `MySQL (${host}/${database})`
  return { name, pool, poolSize: 0, connection: {} }
}

function addressOf(url: unknown): URL {
  if (typeof url !== 'string' || !/^(mysql|mariadb):\/\//.test(url)) {
    throw invalid(
      'url',
      "must begin with 'mysql://' or 'mariadb://'",
      typeof url === 'string' ? addressWithoutSecrets(url) : url,
    )
  }
  // The errors of `new URL` and of decoding are no causes to pass on: they hold the address with its password.
  if (!URL.canParse(url)) throw invalid('url', 'must be an address', addressWithoutSecrets(url))
  return new URL(url)
}

/** A part of the address, which may be written with percent signs. */
function decoded(url: string, part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw invalid('url', 'must write a percent sign in its parts as %25', addressWithoutSecrets(url))
  }
}
