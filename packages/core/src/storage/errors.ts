/** The only errors that an adapter throws. A driver's own error is their `cause` and never travels further. */
import { defineError } from '../values/calotype-error.ts'

export const UniqueViolation = defineError<{ table: string; constraint: string }>({
  code: 'STORAGE_UNIQUE_VIOLATION',
  status: 409,
  summary: 'A row with the same unique values stands already.',
  message: ({ table, constraint }) =>
    `A row of ${table} with the same values for the unique constraint ${constraint} stands already.`,
  mend: 'Change the values that must be unique, or change the row that stands.',
})

export const VersionConflict = defineError<{ table: string; key: string; expected: number }>({
  code: 'STORAGE_VERSION_CONFLICT',
  status: 409,
  summary: 'A row was changed by somebody else since it was read.',
  message: ({ table, key, expected }) =>
    `Row ${key} of ${table} is no longer at version ${expected}: somebody else changed it.`,
  mend: 'Read the row again and repeat the change. The engine does so by itself for a whole operation.',
})

export const LockTimeout = defineError<{ what: string; waitedMs: number }>({
  code: 'STORAGE_LOCK_TIMEOUT',
  status: 503,
  summary: 'A lock that another transaction holds was not freed in time.',
  message: ({ what, waitedMs }) => `${what} stayed locked by another transaction for ${waitedMs} ms.`,
  mend: 'Try again. If it happens often, look for a long transaction, or raise the lock time-out of the storage adapter.',
})

export const Deadlock = defineError<{ what: string }>({
  code: 'STORAGE_DEADLOCK',
  status: 503,
  summary: 'Two transactions waited for each other; this one was rolled back.',
  message: ({ what }) =>
    `This transaction and another one waited for each other over ${what}; this one was rolled back.`,
  mend: 'Try again: nothing was written. The engine does so by itself for a whole operation.',
})

export const SerializationFailure = defineError<{ what: string }>({
  code: 'STORAGE_SERIALIZATION_FAILURE',
  status: 503,
  summary: 'The transaction met a change made since it began; it was rolled back.',
  message: ({ what }) => `${what} was changed by another transaction since this one began; this one was rolled back.`,
  mend: 'Try again: nothing was written. The engine does so by itself for a whole operation.',
})

export const ConnectionLost = defineError<{ outcome: 'rolled-back' | 'unknown' }>({
  code: 'STORAGE_CONNECTION_LOST',
  status: 503,
  summary: 'The connection to the store broke.',
  message: ({ outcome }) =>
    outcome === 'unknown'
      ? 'The connection to the store broke while committing: whether the transaction stands is unknown.'
      : 'The connection to the store broke; the transaction was rolled back.',
  mend: 'Repeat the command with the same idempotency key: it is then carried out once, whatever happened before.',
})

export const StorageReadOnly = defineError<{ store: string }>({
  code: 'STORAGE_READ_ONLY',
  status: 503,
  summary: 'The store can be read but not written.',
  message: ({ store }) => `${store} can be read but not written.`,
  mend: 'A file: give the process the right to write it and its folder. A server: let the address lead to the primary, and look whether the server or the database was set to read only.',
})

export const StorageFull = defineError<{ store: string }>({
  code: 'STORAGE_FULL',
  status: 507,
  summary: 'There is no room left to write.',
  message: ({ store }) => `There is no room left to write ${store}; the transaction was rolled back.`,
  mend: 'Free or add disk space, then repeat the command: nothing of it was written.',
})

export const StorageCorrupt = defineError<{ store: string; reason: string }>({
  code: 'STORAGE_CORRUPT',
  status: 500,
  summary: 'The store is damaged, or is not a database.',
  message: ({ store, reason }) => `${store} is damaged or is not a database: ${reason}.`,
  mend: 'Restore it from a backup. Calotype did not change it.',
})

export const StorageUnavailable = defineError<{ store: string; reason: string }>({
  code: 'STORAGE_UNAVAILABLE',
  status: 503,
  summary: 'The store cannot be opened or reached.',
  message: ({ store, reason }) => `${store} cannot be opened: ${reason}.`,
  mend: 'A file: check that its folder exists and that this process may use it. A server: check that it runs, and the address, port, database, user, password and TLS settings; whether it has connections left.',
})

export const StorageFailed = defineError<{ store: string; reason: string }>({
  code: 'STORAGE_FAILED',
  status: 500,
  summary: 'The store refused a statement for a reason the adapter does not know.',
  message: ({ store, reason }) => `${store} refused a statement: ${reason}.`,
  mend: 'The cause says what the driver reported. Check that the schema or database exists, and that this user may use its tables; for join, that a transaction is open. Let the error pass: nothing of the transaction is written.',
})

export const AppendOnly = defineError<{ table: string }>({
  code: 'STORAGE_APPEND_ONLY',
  status: 409,
  summary: 'Rows of a table of facts cannot be changed or deleted.',
  message: ({ table }) => `${table} holds facts: its rows cannot be changed or deleted.`,
  mend: 'Write a new fact that corrects the old one.',
})

export const StorageClosed = defineError<{ store: string }>({
  code: 'STORAGE_CLOSED',
  status: 503,
  summary: 'The store was closed.',
  message: ({ store }) => `${store} was closed.`,
  mend: 'Open a new adapter: a closed one cannot be used again.',
})

/** Whether the same transaction, run again from its beginning, may succeed. */
export function isRetryable(error: unknown): boolean {
  return Deadlock.is(error) || SerializationFailure.is(error) || VersionConflict.is(error)
}
