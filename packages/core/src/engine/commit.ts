/** What every command leaves in its transaction: its rows, its audit, its events, its jobs. */
import type { Batch, Row } from '../storage/port.ts'
import type { RecordedChange } from '../storage/scoped-store.ts'
import { storedForm } from '../storage/scope.ts'
import type { Id } from '../values/id.ts'
import type { Json } from '../values/json.ts'
import type { CommandRun } from './command-run.ts'
import type { KeptAnswer } from './kept-answer.ts'
import type { Kernel } from './kernel.ts'
import { auditChanges, auditCommands } from './records.ts'
import { stored } from './tables.ts'
import { reasonOf } from './reason.ts'

/** How a command is recorded. */
export interface CommandRecord {
  /** The same in every try, so that the record of an earlier one that was committed after all is met. */
  readonly id: Id
  readonly operation: string
  readonly idempotencyKey: string | null
  readonly requestHash: string | null
  /** Null where nobody will ask for it again. */
  readonly answer: KeptAnswer | null
}

/**
 * Ends a run: all that still waits in it, and the records of the command itself. Events come last, so that transactions in
 * conflict stand in the log in the order in which they were decided.
 */
export async function tracesOf(kernel: Kernel, run: CommandRun, record: CommandRecord): Promise<readonly Batch[]> {
  run.checkWhole()
  await run.store.flushSums()
  const batches = [...run.store.end()]
  const { schema } = kernel.declarations
  const { events, jobs, parts } = run.traces
  const commandId = record.id
  const changed = run.store.changes
  if (changed.length > 0) {
    const rows = changed.map(
      (change, sequence): Row => ({
        tenant: run.tenant,
        commandId,
        sequence,
        branch: run.branch,
        tableName: change.table,
        recordId: change.recordId,
        kind: change.kind,
        before: recordOf(change.kind, change.before),
        after: recordOf(change.kind, change.after),
        version: 1,
      }),
    )
    batches.push({ table: storedForm(schema, auditChanges), rows })
  }
  const command: Row = {
    tenant: run.tenant,
    id: commandId,
    operation: record.operation,
    parts,
    branch: run.branch,
    actor: run.actor,
    at: run.now,
    correlationId: run.correlationId,
    idempotencyKey: record.idempotencyKey,
    requestHash: record.requestHash,
    answer: record.answer as Json,
    version: 1,
  }
  batches.push({ table: storedForm(schema, auditCommands), rows: [command] })
  if (jobs.length > 0) batches.push({ table: stored.jobs, rows: jobs })
  if (events.length > 0) {
    const rows = events.map(
      (event): Row => ({
        tenant: event.tenant,
        id: event.id,
        name: event.name,
        eventVersion: event.version,
        branch: event.branch,
        at: event.at,
        businessDate: event.businessDate,
        actor: event.actor,
        correlationId: event.correlationId,
        commandId,
        data: event.data as Json,
      }),
    )
    batches.push({ table: stored.outbox, rows })
  }
  return batches
}

function recordOf(kind: RecordedChange['kind'], row: Row | null): Json {
  return kind === 'update' ? jsonOf(row) : wholeOf(row)
}

/** A whole row as JSON, without what the core added to it, and without its nulls: what a record does not name was null. */
function wholeOf(row: Row | null): Json {
  if (row === null) return null
  const json: Record<string, Json> = {}
  for (const name in row) {
    const value = row[name]
    if (value === null || value === undefined || name === 'tenant' || name === 'version') continue
    json[name] = typeof value === 'bigint' ? value.toString() : (value as Json)
  }
  return json
}

/** A row as JSON: money as decimal text of minor units. */
function jsonOf(row: Row | null): Json {
  if (row === null) return null
  const json: Record<string, Json> = {}
  for (const [name, value] of Object.entries(row)) {
    json[name] =
      typeof value === 'bigint'
        ? value.toString()
        : row.where === undefined || typeof value !== 'object'
          ? value
          : nested(value)
  }
  return json
}

/** The filter and the amounts of a bulk change, which may hold money further down. */
function nested(value: unknown): Json {
  return JSON.parse(JSON.stringify(value, (_name, one: unknown) => (typeof one === 'bigint' ? one.toString() : one)))
}

/** Notice of what was committed, here and to other processes; a listener that throws stops nobody. */
export function giveNotice(kernel: Kernel, run: CommandRun): void {
  const { events, jobs } = run.traces
  if (events.length === 0 && jobs.length === 0) return
  for (const event of events) {
    for (const listener of kernel.notices.listeners(event.name)) {
      try {
        const outcome: unknown = listener(event)
        if (outcome instanceof Promise)
          void outcome.catch((error: unknown) => listenerFailed(kernel, event.name, error))
      } catch (error) {
        listenerFailed(kernel, event.name, error)
      }
    }
  }
  kernel.notices.emit('*')
  try {
    kernel.storage.wakeUps?.announce()
  } catch (error) {
    kernel.logger.error('The store could not wake other processes', { error: reasonOf(error) })
  }
}

function listenerFailed(kernel: Kernel, event: string, error: unknown): void {
  kernel.logger.error('A listener threw', { event, error: reasonOf(error) })
}
