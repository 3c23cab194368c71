/** The options of `sqlite()`. */
import { optionChecks } from '@calotype/core/values'
import type { Driver } from './driver.ts'
import { SqliteOptionInvalid } from './errors.ts'
import { driverOf, type NativeDatabase } from './native.ts'
import { openNodeSqlite, requireNode } from './node-sqlite.ts'

export interface SqliteCommonOptions {
  /** How long a transaction waits for its turn and for other processes before `LockTimeout`. Default 30,000. */
  readonly lockTimeoutMs?: number
  /** Told of every statement that is sent, `begin` and `commit` included, but not of what sets up a connection. */
  readonly onStatement?: (sql: string) => void
}

export interface SqliteFileOptions extends SqliteCommonOptions {
  /** Path of the database, made if it does not exist; or `:memory:`. */
  readonly file: string
  /**
   * Opens connections of another driver: `(file, { readonly }) => new Database(file, { readonly })` with better-sqlite3.
   * They are closed with the store. Without it, `node:sqlite` is used.
   */
  readonly open?: (file: string, options: { readonly readonly: boolean }) => NativeDatabase
  /**
   * `full` (the default): what is committed survives a loss of power. `normal`: it survives the end of the process, and
   * a loss of power may undo the last transactions, never a part of one.
   */
  readonly synchronous?: 'full' | 'normal'
  /** How many snapshots read at the same time. Default 4. */
  readonly readers?: number
  /** How many waiting transactions are committed together at most. Default 32; 1 commits each by itself. */
  readonly commitTogether?: number
  /** Page cache of each connection in KiB. Default 16,384. */
  readonly cacheKib?: number
  readonly database?: never
}

export interface SqliteDatabaseOptions extends SqliteCommonOptions {
  /**
   * One open connection of `node:sqlite` or better-sqlite3, which stays the host's: its settings are kept, it is not
   * closed, and reads and writes take turns on it.
   */
  readonly database: NativeDatabase
  readonly file?: never
}

export type SqliteOptions = SqliteFileOptions | SqliteDatabaseOptions

/** The options, checked and with defaults. */
export interface Settings {
  /** How messages call the store. */
  readonly name: string
  /** Undefined for a database in memory. */
  readonly file: string | undefined
  /** Whether everything goes over one connection. */
  readonly shared: boolean
  /** Whether connections are the host's, whose settings are kept. */
  readonly hosted: boolean
  readonly durable: boolean
  readonly synchronous: 'full' | 'normal'
  readonly lockTimeoutMs: number
  readonly readers: number
  readonly commitTogether: number
  readonly cacheKib: number
  readonly onStatement: ((sql: string) => void) | undefined
  connect(readonly: boolean): Driver
}

const memory = ':memory:'

const { invalid, onlyKnown, whole, callback } = optionChecks(SqliteOptionInvalid)

/** @throws SQLITE_OPTION_INVALID, SQLITE_NODE_TOO_OLD */
export function settingsOf(options: SqliteOptions): Settings {
  requireNode(process.versions.node)
  const given = options as unknown
  if (typeof given !== 'object' || given === null) throw invalid('options', 'must be an object', given)
  const known = options.database === undefined ? [...common, ...ofFile] : [...common, 'database']
  onlyKnown(options, known, options.database === undefined ? 'file' : 'database')
  const lockTimeoutMs = whole('lockTimeoutMs', options.lockTimeoutMs, 30_000, 0, 2 ** 31 - 1)
  const { onStatement } = options
  callback('onStatement', onStatement)
  const shared = { lockTimeoutMs, onStatement }
  return options.database === undefined ? fileSettings(options, shared) : hostedSettings(options.database, shared)
}

const common = ['lockTimeoutMs', 'onStatement'] as const
const ofFile = ['file', 'open', 'synchronous', 'readers', 'commitTogether', 'cacheKib'] as const

type Common = Pick<Settings, 'lockTimeoutMs' | 'onStatement'>

function fileSettings(options: SqliteFileOptions, common: Common): Settings {
  const { file, open, synchronous = 'full' } = options
  if (typeof file !== 'string' || file === '' || file.includes('\0')) {
    throw invalid('file', `must be a path or '${memory}'`, file)
  }
  if (open !== undefined && typeof open !== 'function') throw invalid('open', 'must be a function', open)
  if (synchronous !== 'full' && synchronous !== 'normal') {
    throw invalid('synchronous', "must be 'full' or 'normal'", synchronous)
  }
  const inMemory = file === memory
  const commitTogether = whole('commitTogether', options.commitTogether, 32, 1, 1000)
  return {
    ...common,
    name: `SQLite (${file})`,
    file: inMemory ? undefined : file,
    shared: inMemory,
    hosted: false,
    durable: !inMemory && synchronous === 'full',
    synchronous,
    readers: whole('readers', options.readers, 4, 1, 256),
    commitTogether: inMemory ? 1 : commitTogether,
    cacheKib: whole('cacheKib', options.cacheKib, 16_384, 64, 2 ** 31 - 1),
    connect(readonly) {
      if (open === undefined) return openNodeSqlite(file, readonly)
      const native = open(file, { readonly })
      const driver = driverOf(native)
      if (driver === undefined) throw invalid('open', 'must answer a database of node:sqlite or better-sqlite3', native)
      return driver
    },
  }
}

function hostedSettings(native: NativeDatabase, common: Common): Settings {
  const driver = driverOf(native)
  const rule = 'must be an open database of node:sqlite or better-sqlite3'
  if (driver === undefined) throw invalid('database', rule, native)
  const pragma = (text: string): readonly unknown[] => driver.prepare(text, false).all([])[0] ?? []
  let file: string | undefined
  let synced: boolean
  try {
    file = String(pragma("select file from pragma_database_list where name = 'main'")[0] ?? '') || undefined
    synced = Number(pragma('pragma synchronous')[0]) >= 2
  } catch (error) {
    throw invalid('database', rule, native, error)
  }
  return {
    ...common,
    name: file === undefined ? 'SQLite (in memory)' : `SQLite (${file})`,
    file,
    shared: true,
    hosted: true,
    durable: file !== undefined && synced,
    synchronous: synced ? 'full' : 'normal',
    readers: 1,
    commitTogether: 1,
    cacheKib: 0,
    connect: () => driver,
  }
}
