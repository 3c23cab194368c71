/** Errors of the driver and the server, turned into the port's. Codes of MySQL end here. */
import {
  AppendOnly,
  ConnectionLost,
  Deadlock,
  LockTimeout,
  SerializationFailure,
  StorageCorrupt,
  StorageFailed,
  StorageFull,
  StorageReadOnly,
  StorageUnavailable,
  type StoredTable,
  UniqueViolation,
} from '@calotype/core/storage'
import { brokenSocketCodes, type ErrorContext, indexName, PoolExhausted, unreachableCodes } from '@calotype/storage-sql'
import { isCalotypeError } from '@calotype/core/values'

/** What the triggers of an append-only table say. */
export const appendOnlyMessage = 'calotype: append-only'

/** The statement was given before the failure of another was known, and was not carried out. */
export class NotCarriedOut extends Error {
  constructor(cause: unknown) {
    super('an earlier statement failed', { cause })
  }
}

/** https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html, https://mariadb.com/kb/en/mariadb-error-codes/ */
export const errorNumber = {
  duplicateEntry: 1062,
  lockWaitTimeout: 1205,
  deadlock: 1213,
  recordChanged: 1020,
  lockTableFull: 1206,
  rolledBackAtCommit: 3101,
  signal: 1644,
  packetTooLarge: 1153,
  duplicateIndex: 1061,
  cannotDrop: 1091,
  unknownTable: 1051,
  noSuchTable: 1146,
  tableChanged: 1412,
  triggerExists: 1359,
  noSuchTrigger: 1360,
  lockNotAvailable: 3572,
} as const

/** Read-only server, read-only transaction, read-only mode of InnoDB. */
const readOnly: ReadonlySet<number> = new Set([1290, 1792, 1836])
/** Disk full, table full. */
const full: ReadonlySet<number> = new Set([1021, 1041, 1114])
const corrupt: ReadonlySet<number> = new Set([1033, 1034, 1035, 1194, 1195, 1712, 1877])
/** No rights, no such database, too many connections, a host that is refused. */
const unavailable: ReadonlySet<number> = new Set([1040, 1044, 1045, 1049, 1129, 1130, 1203, 1226, 1251, 1698, 3118])
/** The server shuts down, or has ended the connection. */
const ended: ReadonlySet<number> = new Set([1053, 1080, 1152, 1158, 1159, 1160, 1161, 1184, 1927, 2006, 2013, 4031])

const gone: ReadonlySet<string> = new Set([
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_PACKETS_OUT_OF_ORDER',
  'PROTOCOL_UNEXPECTED_PACKET',
  ...brokenSocketCodes,
])
const unreachable: ReadonlySet<string> = new Set([
  'HANDSHAKE_NO_SSL_SUPPORT',
  'HANDSHAKE_SSL_ERROR',
  'AUTH_SWITCH_PLUGIN_ERROR',
  ...unreachableCodes,
])
const goneMessages = /closed state|Pool is closed/

interface Facts {
  readonly number: number | undefined
  readonly code: string | undefined
  readonly fatal: boolean
  readonly connecting: boolean
}

function factsOf(error: Error): Facts {
  const { errno, code, fatal, syscall, sqlState } = error as {
    errno?: unknown
    code?: unknown
    fatal?: unknown
    syscall?: unknown
    sqlState?: unknown
  }
  return {
    // Errors of the system have numbers too.
    number: typeof errno === 'number' && typeof sqlState === 'string' ? errno : undefined,
    code: typeof code === 'string' ? code : undefined,
    fatal: fatal === true,
    connecting: syscall === 'connect',
  }
}

/** The server's number of an error. */
export const numberOf = (error: unknown): number | undefined =>
  error instanceof Error ? factsOf(error).number : undefined

/** After these the server has rolled back the whole transaction, rather than the statement alone. */
const undoing: ReadonlySet<number | undefined> = new Set([
  errorNumber.deadlock,
  errorNumber.recordChanged,
  errorNumber.lockTableFull,
  errorNumber.rolledBackAtCommit,
])

export const undoesAll = (number: number | undefined): boolean => undoing.has(number)

/** Whether the connection is gone, or must not be used again. */
export function breaksConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof NotCarriedOut) return breaksConnection(error.cause)
  const { number, code, fatal } = factsOf(error)
  if (fatal || goneMessages.test(error.message)) return true
  if (number !== undefined) return ended.has(number) || number === errorNumber.packetTooLarge
  return code !== undefined && (gone.has(code) || unreachable.has(code))
}

export function storageError(error: unknown, context: ErrorContext): unknown {
  if (!(error instanceof Error) || isCalotypeError(error)) return error
  if (error instanceof NotCarriedOut) return storageError(error.cause, context)
  const { store, table, waitedMs } = context
  if (error instanceof PoolExhausted) {
    return LockTimeout.create({ what: `Every connection of ${store}`, waitedMs }, { cause: error })
  }
  const { number, code, connecting } = factsOf(error)
  const options = { cause: error }
  const reason = error.message
  if (number === undefined) {
    if (
      connecting ||
      (context.connecting && breaksConnection(error)) ||
      (code !== undefined && unreachable.has(code)) ||
      reason === 'Pool is closed.'
    ) {
      return StorageUnavailable.create({ store, reason }, options)
    }
    if (breaksConnection(error)) return lost(context, error)
    const ofDriver = error instanceof RangeError || error instanceof TypeError || code !== undefined
    return ofDriver ? StorageFailed.create({ store, reason }, options) : error
  }
  switch (number) {
    case errorNumber.duplicateEntry:
      return UniqueViolation.create(violated(reason, context), options)
    case errorNumber.deadlock:
      return Deadlock.create({ what: table?.name ?? store }, options)
    case errorNumber.recordChanged:
    case errorNumber.rolledBackAtCommit:
    // Changed since the moment of the snapshot that is read.
    case errorNumber.tableChanged:
      return SerializationFailure.create({ what: table?.name ?? store }, options)
    case errorNumber.lockWaitTimeout:
    case errorNumber.lockNotAvailable: {
      const what = table === undefined ? 'A name or row' : `A row of ${table.name}`
      return LockTimeout.create({ what, waitedMs }, options)
    }
    case errorNumber.signal:
      if (reason === appendOnlyMessage) return AppendOnly.create({ table: table?.name ?? 'a table' }, options)
      break
  }
  if (readOnly.has(number)) return StorageReadOnly.create({ store }, options)
  if (full.has(number) || /\b(?:error|errcode):? "?28\b/i.test(reason)) return StorageFull.create({ store }, options)
  if (corrupt.has(number)) return StorageCorrupt.create({ store, reason }, options)
  if (unavailable.has(number) || (context.connecting && ended.has(number)))
    return StorageUnavailable.create({ store, reason }, options)
  if (ended.has(number)) return lost(context, error)
  return StorageFailed.create({ store, reason }, options)
}

function lost({ committing }: ErrorContext, cause: Error): Error {
  return ConnectionLost.create({ outcome: committing ? 'unknown' : 'rolled-back' }, { cause })
}

/**
 * The server names the index between quotes, behind the values, in the words of whatever language it speaks to a host:
 * `'orders__number'`, on MySQL `'orders.orders__number'`. An index that the table declares is looked for by its name, since
 * values may hold quotes too.
 */
function violated(message: string, { table }: ErrorContext): { table: string; constraint: string } {
  const places = constraintsOf(table)
    .map(({ constraint, index }) => ({ constraint, at: message.lastIndexOf(index) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => b.at - a.at)
  const [found] = places
  if (table !== undefined && found !== undefined) return { table: table.name, constraint: found.constraint }
  const end = message.lastIndexOf("'")
  const named = message.slice(message.lastIndexOf("'", end - 1) + 1, end)
  const index = named.slice(named.indexOf('.') + 1)
  const [name = '', constraint = index] = index.split('__', 2)
  return { table: table?.name ?? name, constraint }
}

/** How a table's unique constraints are written in a message. */
function constraintsOf(table: StoredTable | undefined): readonly { constraint: string; index: string }[] {
  if (table === undefined) return []
  const { name, uniques } = table
  const all = [
    { constraint: 'primary', index: 'PRIMARY' },
    ...uniques.map((unique) => ({ constraint: unique.name, index: indexName(table, unique.name) })),
  ]
  return all.flatMap(({ constraint, index }) => [
    { constraint, index: `'${index}'` },
    { constraint, index: `'${name}.${index}'` },
  ])
}
