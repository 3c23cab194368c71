/** Errors of the driver and the server, turned into the port's. SQLSTATE ends here. */
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
  UniqueViolation,
} from '@calotype/core/storage'
import { brokenSocketCodes, type ErrorContext, unreachableCodes } from '@calotype/storage-sql'

/** What the triggers of an append-only table raise. */
export const appendOnlyState = 'CA001'

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const state = {
  uniqueViolation: '23505',
  serializationFailure: '40001',
  deadlockDetected: '40P01',
  lockNotAvailable: '55P03',
  readOnlyTransaction: '25006',
  diskFull: '53100',
  tooManyConnections: '53300',
  cannotConnectNow: '57P03',
  invalidDatabase: '3D000',
} as const

/** The server ends the connection with these, or never had one to give. */
const endings: ReadonlySet<string> = new Set(['57P01', '57P02', '57P03', '57P05', '25P03'])

/** What Node and the driver say of a connection that is gone. */
const gone: ReadonlySet<string> = new Set([...brokenSocketCodes])
const unreachable: ReadonlySet<string> = new Set([...unreachableCodes])
const goneMessages = /terminated|not queryable|Connection ended|timeout expired/
/** The driver noticed earlier that the connection is gone, and sent nothing. */
const sentNothing = /not queryable/

/** The COMMIT was answered by a rollback: what was asked for is not kept. */
export class RolledBack extends Error {}

const codeOf = (error: unknown): string | undefined => {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' ? code : undefined
}

const isSqlState = (code: string | undefined): code is string =>
  code !== undefined && /^[0-9A-Z]{5}$/.test(code) && !gone.has(code) && !unreachable.has(code)

/** Whether the connection is gone, or must not be used again. */
export function breaksConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = codeOf(error)
  if (isSqlState(code)) return code.startsWith('08') || endings.has(code)
  return code !== undefined ? gone.has(code) || unreachable.has(code) : goneMessages.test(error.message)
}

export function storageError(error: unknown, context: ErrorContext): unknown {
  if (!(error instanceof Error)) return error
  const options = { cause: error }
  const { store, table, waitedMs } = context
  const code = codeOf(error)
  const message = messageOf(error)
  if (context.connecting && (!isSqlState(code) || endings.has(code))) {
    return StorageUnavailable.create({ store, reason: message }, options)
  }
  if (!isSqlState(code)) {
    if (code !== undefined && unreachable.has(code))
      return StorageUnavailable.create({ store, reason: message }, options)
    if (breaksConnection(error)) return lost(context, error)
    return StorageFailed.create({ store, reason: message }, options)
  }
  const what = table?.name ?? store
  switch (code) {
    case state.uniqueViolation:
      return UniqueViolation.create(violated(error, context), options)
    case state.serializationFailure:
      return SerializationFailure.create({ what }, options)
    case state.deadlockDetected:
      return Deadlock.create({ what }, options)
    case state.lockNotAvailable:
      return LockTimeout.create(
        { what: table === undefined ? 'A name or row' : `A row of ${table.name}`, waitedMs },
        options,
      )
    case state.readOnlyTransaction:
      return StorageReadOnly.create({ store }, options)
    case state.diskFull:
      return StorageFull.create({ store }, options)
    case appendOnlyState:
      return AppendOnly.create({ table: table?.name ?? 'a table' }, options)
    case state.tooManyConnections:
    case state.cannotConnectNow:
    case state.invalidDatabase:
      return StorageUnavailable.create({ store, reason: message }, options)
  }
  if (code.startsWith('28')) return StorageUnavailable.create({ store, reason: message }, options)
  if (code === 'XX001' || code === 'XX002') return StorageCorrupt.create({ store, reason: message }, options)
  if (code.startsWith('08') || endings.has(code)) return lost(context, error)
  return StorageFailed.create({ store, reason: message }, options)
}

function lost({ committing }: ErrorContext, cause: Error): Error {
  const unknown = committing && !sentNothing.test(cause.message)
  return ConnectionLost.create({ outcome: unknown ? 'unknown' : 'rolled-back' }, { cause })
}

/** Where a name has several addresses, Node gives an error for each and says nothing itself. */
function messageOf(error: Error): string {
  const several = error instanceof AggregateError ? error.errors : []
  const reasons = several.map((one: unknown) => (one instanceof Error ? one.message : String(one)))
  return [error.message, ...reasons].filter((reason) => reason !== '').join(', ') || error.name
}

/** The server names table and constraint: `orders__number`, `orders_pkey`. */
function violated(error: Error, { table }: ErrorContext): { table: string; constraint: string } {
  const { table: ofTable = '', constraint = '' } = error as { table?: string; constraint?: string }
  const name = ofTable === '' ? (table?.name ?? '') : ofTable
  if (constraint === `${name}_pkey`) return { table: name, constraint: 'primary' }
  const lead = `${name}__`
  return { table: name, constraint: constraint.startsWith(lead) ? constraint.slice(lead.length) : constraint }
}
