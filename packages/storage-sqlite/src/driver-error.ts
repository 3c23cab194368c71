/** Errors of the drivers, turned into the port's. Codes of SQLite end here. */
import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import {
  AppendOnly,
  LockTimeout,
  SerializationFailure,
  StorageCorrupt,
  StorageFailed,
  StorageFull,
  StorageReadOnly,
  StorageUnavailable,
  type StoredTable,
  snakeCase,
  UniqueViolation,
} from '@calotype/core/storage'
import { isCalotypeError } from '@calotype/core/values'

/** https://www.sqlite.org/rescode.html */
const primaryCodes: Readonly<Record<string, number>> = {
  SQLITE_ERROR: 1,
  SQLITE_BUSY: 5,
  SQLITE_LOCKED: 6,
  SQLITE_NOMEM: 7,
  SQLITE_READONLY: 8,
  SQLITE_IOERR: 10,
  SQLITE_CORRUPT: 11,
  SQLITE_FULL: 13,
  SQLITE_CANTOPEN: 14,
  SQLITE_CONSTRAINT: 19,
  SQLITE_NOTADB: 26,
}

const code = {
  ...primaryCodes,
  SQLITE_BUSY_SNAPSHOT: 517,
  SQLITE_CONSTRAINT_PRIMARYKEY: 1555,
  SQLITE_CONSTRAINT_TRIGGER: 1811,
  SQLITE_CONSTRAINT_UNIQUE: 2067,
  SQLITE_IOERR_SHMSIZE: 4874,
} as const satisfies Readonly<Record<string, number>>

/** What the triggers of an append-only table say. */
export const appendOnlyMessage = 'calotype: append-only'

/** The extended result code; undefined if the error is not SQLite's. */
function codeOf(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined
  const { errcode, code: named } = error as { errcode?: unknown; code?: unknown }
  if (typeof errcode === 'number') return errcode
  if (typeof named !== 'string' || !named.startsWith('SQLITE_')) return undefined
  const exact = (code as Readonly<Record<string, number>>)[named]
  return exact ?? primaryCodes[named.split('_', 2).join('_')]
}

/** Whether somebody else holds a lock, so that the same statement may succeed in a moment. */
export function isBusy(error: unknown): boolean {
  const found = codeOf(error)
  return found !== undefined && (found & 0xff) === 5 && found !== code.SQLITE_BUSY_SNAPSHOT
}

/** Whether a sum left 64 bits. */
export function isIntegerOverflow(error: unknown): boolean {
  return codeOf(error) === 1 && (error as Error).message.endsWith('integer overflow')
}

export function isReadOnly(error: unknown): boolean {
  return ((codeOf(error) ?? 0) & 0xff) === 8
}

export interface ErrorContext {
  /** How the store is called in messages. */
  readonly store: string
  readonly file: string | undefined
  readonly table?: StoredTable | undefined
}

export function storageError(error: unknown, { store, file, table }: ErrorContext): unknown {
  const found = codeOf(error)
  if (found === undefined) return otherError(error, store)
  const { message } = error as Error
  const options = { cause: error }
  switch (found & 0xff) {
    case 5:
      return found === code.SQLITE_BUSY_SNAPSHOT
        ? SerializationFailure.create({ what: store }, options)
        : LockTimeout.create({ what: store, waitedMs: 0 }, options)
    case 8:
      return StorageReadOnly.create({ store }, options)
    case 10:
      if (found === code.SQLITE_IOERR_SHMSIZE || hasNoRoom(file)) return StorageFull.create({ store }, options)
      break
    case 11:
    case 26:
      return StorageCorrupt.create({ store, reason: message }, options)
    case 13:
      return StorageFull.create({ store }, options)
    case 14:
      return StorageUnavailable.create({ store, reason: message }, options)
    case 19:
      if (found === code.SQLITE_CONSTRAINT_UNIQUE || found === code.SQLITE_CONSTRAINT_PRIMARYKEY) {
        return UniqueViolation.create(violated(message, table), options)
      }
      if (found === code.SQLITE_CONSTRAINT_TRIGGER && message === appendOnlyMessage) {
        return AppendOnly.create({ table: table?.name ?? 'a table' }, options)
      }
      break
  }
  return StorageFailed.create({ store, reason: message }, options)
}

/** An error that a driver raised by itself, such as for a value out of range; Calotype's and a caller's own pass. */
function otherError(error: unknown, store: string): unknown {
  if (!(error instanceof Error) || isCalotypeError(error)) return error
  const { code: named } = error as { code?: unknown }
  const ofDriver = error instanceof RangeError || error instanceof TypeError || typeof named === 'string'
  return ofDriver ? StorageFailed.create({ store, reason: error.message }, { cause: error }) : error
}

/** SQLite names the columns: `UNIQUE constraint failed: orders.tenant, orders.number`. */
function violated(message: string, table: StoredTable | undefined): { table: string; constraint: string } {
  const columns = message
    .slice(message.indexOf(': ') + 2)
    .split(', ')
    .map((column) => column.slice(column.indexOf('.') + 1))
    .join()
  const name = message.slice(message.indexOf(': ') + 2).split('.', 1)[0] ?? ''
  if (table === undefined) return { table: name, constraint: columns }
  const same = (declared: readonly string[]): boolean => declared.map(snakeCase).join() === columns
  const constraint = same(table.primaryKey) ? 'primary' : table.uniques.find((unique) => same(unique.columns))?.name
  return { table: table.name, constraint: constraint ?? columns }
}

function hasNoRoom(file: string | undefined): boolean {
  if (file === undefined) return false
  try {
    const { bavail, bsize } = statfsSync(dirname(file))
    return bavail * bsize < 65_536
  } catch {
    return false
  }
}
